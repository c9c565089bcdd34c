// The loops over a batch in which training spends its time, for the best vector instructions that the machine has.
//
// A batch is stored feature by feature, `[feature][block]`, eight samples side by side. No multiplication is
// fused with an addition and every sum is formed in one fixed order, so that all variants give the same bits.
#ifndef LRVIZ_CKERNELS_H
#define LRVIZ_CKERNELS_H

/// Eights of samples, `double[8]` each, aligned to 16 bytes: in Swift an array of `SIMD8<Double>`.
typedef void *lrviz_lanes;
typedef const void *lrviz_const_lanes;

/// What a layer does to its outputs.
typedef enum { LRVIZ_IDENTITY, LRVIZ_RELU, LRVIZ_TANH } lrviz_activation;

/// A fully connected layer and its batch: the bounds of every loop.
typedef struct {
  long inputs;
  long outputs;
  /// Eights of samples, the last one perhaps not full.
  long blocks;
  /// Where the layer's weights, `[output][input]`, and its biases begin in the buffers of parameters and gradients.
  long weights;
  long biases;
} lrviz_layer;

/// output[o][b] = activation(biases[o] + sum over i of weights[o][i] * input[i][b])
void lrviz_forward(lrviz_layer layer, const double *parameters, lrviz_const_lanes input, lrviz_lanes output,
                   lrviz_activation activation);

/// The gradients of a layer's parameters, given those of the loss with respect to its outputs before the activation:
/// weights[o][i] = sum over the batch of errors[o] * input[i], biases[o] = sum over the batch of errors[o].
void lrviz_gradients(lrviz_layer layer, lrviz_const_lanes errors, lrviz_const_lanes input, double *gradients);

/// The errors of the layer below: below[i][b] = activation'(input[i][b]) * sum over o of weights[o][i] * errors[o][b],
/// where `input` holds the values of the layer below after its activation, and relu'(0) is 0.
void lrviz_backward(lrviz_layer layer, const double *parameters, lrviz_const_lanes errors, lrviz_const_lanes input,
                    lrviz_lanes below, lrviz_activation activation);

/// The sum over `count` samples of -log softmax(outputs)[class], and in `errors` its gradient with respect to the
/// outputs divided by `count`, 0 in the lanes beyond. Both are `[output][block]`; `classes` are whole numbers, `[block]`.
double lrviz_cross_entropy(lrviz_const_lanes outputs, lrviz_const_lanes classes, long width, long count,
                           lrviz_lanes errors);

/// lanes[feature][block] = rows[indices[sample]][feature], the last sample repeated in the lanes beyond `count`.
void lrviz_gather(const double *rows, long width, const long *indices, long count, lrviz_lanes lanes);

/// What all parameters have in common in one step of Adam; p, g, m and v are a parameter, its gradient and the two means.
typedef struct {
  /// g is multiplied by it: -1 to maximize.
  double sign;
  /// p is multiplied by it first (AdamW).
  double shrink;
  /// Times p, it is added to g (Adam's L2 penalty).
  double decay;
  double beta1;
  double beta2;
  double eps;
  /// The learning rate, corrected for the bias of m.
  double rate;
  /// The root of the correction for the bias of v.
  double correction;
} lrviz_adam_step;

/// m = lerp(m, g, 1 - beta1), v = beta2 * v + (1 - beta2) * g^2, p -= rate * m / (sqrt(v) / correction + eps), where
/// `largest` takes the place of v unless it is NULL: the largest v so far.
void lrviz_adam(lrviz_adam_step step, const double *gradients, double *values, double *means, double *squares,
                double *largest, long count);

/// e^x within two units in the last place; 0 below -708, infinite above 709. In place, like the next two.
void lrviz_exponential(lrviz_lanes x, long count);
/// The natural logarithm of positive, normal numbers; 0, infinity and NaN as in C.
void lrviz_logarithm(lrviz_lanes x, long count);
/// tanh x, absolute error below 1e-15.
void lrviz_tanh(lrviz_lanes x, long count);

/// The variants this machine can run, the plainest first; the last is the one in use.
long lrviz_variant_count(void);
/// Its instructions' name, such as "avx2".
const char *lrviz_variant_name(long variant);
/// Puts a variant in force for the whole program: for tests, which compare them.
void lrviz_use_variant(long variant);

#endif

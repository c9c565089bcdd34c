// The kernels themselves, included once for each set of instructions: VARIANT(name) gives a function its suffix,
// FORWARD_TILE outputs of a layer are summed at once (each input is loaded once for all of them), and the gradients of
// GRADIENT_ROWS outputs times two inputs: as many as there are registers for.
#pragma STDC FP_CONTRACT OFF

#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

ALWAYS_INLINE lanes VARIANT(splat)(double x) { return (lanes)(x); }

ALWAYS_INLINE lanes VARIANT(where)(mask condition, lanes yes, lanes no) {
  return (lanes)((condition & (mask)yes) | (~condition & (mask)no));
}

/// The sum of the eight lanes, halves first.
ALWAYS_INLINE double VARIANT(total)(lanes x) {
  quad four = x.lo + x.hi;
  pair two = four.lo + four.hi;
  return two.x + two.y;
}

/// The same of four at once, with the same additions.
ALWAYS_INLINE quad VARIANT(totals)(lanes a, lanes b, lanes c, lanes d) {
  quad fa = a.lo + a.hi, fb = b.lo + b.hi, fc = c.lo + c.hi, fd = d.lo + d.hi;
  quad ab = __builtin_shufflevector(fa, fb, 0, 1, 4, 5) + __builtin_shufflevector(fa, fb, 2, 3, 6, 7);
  quad cd = __builtin_shufflevector(fc, fd, 0, 1, 4, 5) + __builtin_shufflevector(fc, fd, 2, 3, 6, 7);
  return __builtin_shufflevector(ab, cd, 0, 2, 4, 6) + __builtin_shufflevector(ab, cd, 1, 3, 5, 7);
}

/// Lanes from `count` on are set to zero.
ALWAYS_INLINE lanes VARIANT(keep_first)(lanes x, long count) {
  const mask index = {0, 1, 2, 3, 4, 5, 6, 7};
  return (lanes)((mask)x & (index < (mask)(count)));
}

/// x = k ln 2 + r with |r| <= ln 2 / 2; ln 2 is subtracted in two parts, or r would lose as many digits as k has. Then
/// e^r by its series to r^13, and 2^k through the exponent's bits.
ALWAYS_INLINE lanes VARIANT(exponential)(lanes x) {
  const lanes low = VARIANT(splat)(-708), high = VARIANT(splat)(709), rounder = VARIANT(splat)(0x1.8p52);
  lanes argument = VARIANT(where)(x < low, low, VARIANT(where)(x > high, high, x));
  lanes shifted = argument * 1.4426950408889634 + rounder;
  lanes whole = shifted - rounder;
  lanes rest = (argument - whole * 0x1.62e42fee00000p-1) - whole * 0x1.a39ef35793c76p-33;
  mask power = (mask)(((bits)shifted << 52) + ((bits)(1023UL << 52)));
  lanes sum = VARIANT(splat)(inverse_factorials[0]);
  for (int n = 1; n < 14; n++) sum = sum * rest + inverse_factorials[n];
  lanes value = sum * (lanes)power;
  value = VARIANT(where)(x < low, VARIANT(splat)(0), value);
  value = VARIANT(where)(x > high, VARIANT(splat)(__builtin_inf()), value);
  return VARIANT(where)(x != x, VARIANT(splat)(__builtin_nan("")), value);
}

/// tanh x = 1 - 2 / (e^2x + 1)
ALWAYS_INLINE lanes VARIANT(hyperbolic_tangent)(lanes x) { return 1 - 2 / (VARIANT(exponential)(x + x) + 1); }

/// x = 2^k m with m near 1; then log m = 2 artanh s by its series, s = (m - 1) / (m + 1), |s| <= 0.172.
ALWAYS_INLINE lanes VARIANT(logarithm)(lanes x) {
  const mask exponent_bits = (mask)(0x7ff0000000000000L), one = (mask)(0x3ff0000000000000L);
  // The biased exponent in the last bits of 2^52: subtracting that leaves it as a double.
  mask biased = ((mask)x & exponent_bits) >> 52;
  lanes exponent = (lanes)(biased | (mask)(0x4330000000000000L)) - (0x1p52 + 1023);
  lanes mantissa = (lanes)(((mask)x & ~exponent_bits) | one);
  mask large = mantissa > 1.4142135623730951;
  mantissa = VARIANT(where)(large, mantissa / 2, mantissa);
  exponent = VARIANT(where)(large, exponent + 1, exponent);
  lanes s = (mantissa - 1) / (mantissa + 1);
  lanes square = s * s, series = VARIANT(splat)(0);
  for (int n = 0; n < 12; n++) series = series * square + odd_reciprocals[n];
  lanes value = exponent * 0.6931471805599453 + 2 * s * series;
  value = VARIANT(where)(x == __builtin_inf(), x, value);
  value = VARIANT(where)(x == 0, VARIANT(splat)(-__builtin_inf()), value);
  return VARIANT(where)((x < 0) | (x != x), VARIANT(splat)(__builtin_nan("")), value);
}

ALWAYS_INLINE lanes VARIANT(activated)(lanes x, lrviz_activation activation) {
  switch (activation) {
    case LRVIZ_IDENTITY: return x;
    // Negated, so that NaN passes through as it does in PyTorch.
    case LRVIZ_RELU: return VARIANT(where)(x < 0, VARIANT(splat)(0), x);
    case LRVIZ_TANH: return VARIANT(hyperbolic_tangent)(x);
  }
}

ALWAYS_INLINE lanes VARIANT(deactivated)(lanes gradient, lanes value, lrviz_activation activation) {
  switch (activation) {
    case LRVIZ_IDENTITY: return gradient;
    case LRVIZ_RELU: return VARIANT(where)(value <= 0, VARIANT(splat)(0), gradient);
    case LRVIZ_TANH: return gradient * (1 - value * value);
  }
}

/// `tile` outputs from `first` on of one block.
ALWAYS_INLINE void VARIANT(forward_tile)(const long tile, long first, long block, lrviz_layer layer,
                                         const double *weights, const double *biases, const lanes *input,
                                         lanes *output, lrviz_activation activation) {
  const double *row = weights + first * layer.inputs;
  lanes sum[FORWARD_TILE];
  UNROLLED for (long t = 0; t < tile; t++) sum[t] = VARIANT(splat)(biases[first + t]);
  for (long i = 0; i < layer.inputs; i++) {
    const lanes x = input[i * layer.blocks + block];
    UNROLLED for (long t = 0; t < tile; t++) sum[t] += x * row[t * layer.inputs + i];
  }
  UNROLLED for (long t = 0; t < tile; t++) {
    output[(first + t) * layer.blocks + block] = VARIANT(activated)(sum[t], activation);
  }
}

static void VARIANT(forward)(lrviz_layer layer, const double *weights, const double *biases, const lanes *input,
                             lanes *output, lrviz_activation activation) {
  long first = 0;
  for (; first + FORWARD_TILE <= layer.outputs; first += FORWARD_TILE) {
    for (long block = 0; block < layer.blocks; block++) {
      VARIANT(forward_tile)(FORWARD_TILE, first, block, layer, weights, biases, input, output, activation);
    }
  }
  for (; first < layer.outputs; first++) {
    for (long block = 0; block < layer.blocks; block++) {
      VARIANT(forward_tile)(1, first, block, layer, weights, biases, input, output, activation);
    }
  }
}

ALWAYS_INLINE double VARIANT(sum)(const lanes *values, long blocks) {
  lanes sum = VARIANT(splat)(0);
  for (long block = 0; block < blocks; block++) sum += values[block];
  return VARIANT(total)(sum);
}

/// The gradients of `rows` outputs' weights of the inputs `first` and `first + 1`.
ALWAYS_INLINE void VARIANT(gradient_tile)(const long rows, long output, long first, lrviz_layer layer,
                                          const lanes *errors, const lanes *input, double *weights) {
  const long blocks = layer.blocks;
  const lanes *e = errors + output * blocks, *x = input + first * blocks, *y = x + blocks;
  double *row = weights + output * layer.inputs + first;
  lanes left[GRADIENT_ROWS], right[GRADIENT_ROWS];
  UNROLLED for (long r = 0; r < rows; r++) left[r] = right[r] = VARIANT(splat)(0);
  for (long block = 0; block < blocks; block++) {
    const lanes a = x[block], b = y[block];
    UNROLLED for (long r = 0; r < rows; r++) {
      const lanes error = e[r * blocks + block];
      left[r] += error * a;
      right[r] += error * b;
    }
  }
  UNROLLED for (long r = 0; r + 1 < rows; r += 2) {
    const quad four = VARIANT(totals)(left[r], right[r], left[r + 1], right[r + 1]);
    *(unaligned_pair *)(row + r * layer.inputs) = four.lo;
    *(unaligned_pair *)(row + (r + 1) * layer.inputs) = four.hi;
  }
  if (rows % 2 == 1) {
    row[(rows - 1) * layer.inputs] = VARIANT(total)(left[rows - 1]);
    row[(rows - 1) * layer.inputs + 1] = VARIANT(total)(right[rows - 1]);
  }
}

/// The gradients of all weights of `rows` outputs.
ALWAYS_INLINE void VARIANT(gradient_rows)(const long rows, long output, lrviz_layer layer, const lanes *errors,
                                          const lanes *input, double *weights) {
  const long blocks = layer.blocks;
  long i = 0;
  for (; i + 2 <= layer.inputs; i += 2) {
    VARIANT(gradient_tile)(rows, output, i, layer, errors, input, weights);
  }
  if (i == layer.inputs) return;
  for (long o = output; o < output + rows; o++) {
    lanes sum = VARIANT(splat)(0);
    for (long block = 0; block < blocks; block++) sum += errors[o * blocks + block] * input[i * blocks + block];
    weights[o * layer.inputs + i] = VARIANT(total)(sum);
  }
}

static void VARIANT(gradients)(lrviz_layer layer, const lanes *errors, const lanes *input, double *weights,
                               double *biases) {
  long output = 0;
  for (; output + GRADIENT_ROWS <= layer.outputs; output += GRADIENT_ROWS) {
    VARIANT(gradient_rows)(GRADIENT_ROWS, output, layer, errors, input, weights);
  }
  for (; output < layer.outputs; output++) {
    VARIANT(gradient_rows)(1, output, layer, errors, input, weights);
  }
  for (long o = 0; o < layer.outputs; o++) biases[o] = VARIANT(sum)(errors + o * layer.blocks, layer.blocks);
}

/// `tile` inputs from `first` on of one block.
ALWAYS_INLINE void VARIANT(backward_tile)(const long tile, long first, long block, lrviz_layer layer,
                                          const double *weights, const lanes *errors, const lanes *input,
                                          lanes *below, lrviz_activation activation) {
  lanes sum[FORWARD_TILE];
  UNROLLED for (long t = 0; t < tile; t++) sum[t] = VARIANT(splat)(0);
  for (long o = 0; o < layer.outputs; o++) {
    const lanes e = errors[o * layer.blocks + block];
    const double *weight = weights + o * layer.inputs + first;
    UNROLLED for (long t = 0; t < tile; t++) sum[t] += e * weight[t];
  }
  UNROLLED for (long t = 0; t < tile; t++) {
    const long place = (first + t) * layer.blocks + block;
    below[place] = VARIANT(deactivated)(sum[t], input[place], activation);
  }
}

static void VARIANT(backward)(lrviz_layer layer, const double *weights, const lanes *errors, const lanes *input,
                              lanes *below, lrviz_activation activation) {
  long first = 0;
  for (; first + FORWARD_TILE <= layer.inputs; first += FORWARD_TILE) {
    for (long block = 0; block < layer.blocks; block++) {
      VARIANT(backward_tile)(FORWARD_TILE, first, block, layer, weights, errors, input, below, activation);
    }
  }
  for (; first < layer.inputs; first++) {
    for (long block = 0; block < layer.blocks; block++) {
      VARIANT(backward_tile)(1, first, block, layer, weights, errors, input, below, activation);
    }
  }
}

/// One block of the loss: leaves e^(output - largest) in the errors before it makes the gradient of them.
ALWAYS_INLINE double VARIANT(cross_entropy_block)(const lanes *outputs, lanes classes, long width, long blocks,
                                                  long count, long samples, lanes *errors) {
  lanes largest = outputs[0], sum = VARIANT(splat)(0), chosen = sum;
  for (long o = 1; o < width; o++) {
    const lanes value = outputs[o * blocks];
    largest = VARIANT(where)(value > largest, value, largest);
  }
  for (long o = 0; o < width; o++) {
    const lanes value = outputs[o * blocks], exponential = VARIANT(exponential)(value - largest);
    errors[o * blocks] = exponential;
    sum += exponential;
    chosen = VARIANT(where)(classes == (double)o, value, chosen);
  }
  const lanes loss = largest + VARIANT(logarithm)(sum) - chosen;
  const lanes scale = 1 / (sum * (double)samples), share = VARIANT(splat)(1 / (double)samples);
  for (long o = 0; o < width; o++) {
    const lanes probability = errors[o * blocks] * scale;
    const lanes error = VARIANT(where)(classes == (double)o, probability - share, probability);
    errors[o * blocks] = VARIANT(keep_first)(error, count);
  }
  return VARIANT(total)(VARIANT(keep_first)(loss, count));
}

static double VARIANT(cross_entropy)(const lanes *outputs, const lanes *classes, long width, long count,
                                     lanes *errors) {
  const long blocks = (count + 7) / 8;
  double sum = 0;
  for (long block = 0; block < blocks; block++) {
    sum += VARIANT(cross_entropy_block)(outputs + block, classes[block], width, blocks, count - 8 * block, count,
                                        errors + block);
  }
  return sum;
}

/// Eight parameters.
ALWAYS_INLINE void VARIANT(adam_eight)(const lrviz_adam_step *s, const double *gradients, double *values,
                                       double *means, double *squares, double *largest) {
  const lanes p = *(const free_lanes *)values * s->shrink;
  lanes g = *(const free_lanes *)gradients * s->sign;
  if (s->decay != 0) g = g + s->decay * p;
  const lanes old = *(free_lanes *)means, square = *(free_lanes *)squares;
  const double weight = 1 - s->beta1;
  const lanes mean = weight < 0.5 ? old + weight * (g - old) : g - (g - old) * (1 - weight);
  lanes v = square * s->beta2 + (1 - s->beta2) * g * g;
  *(free_lanes *)means = mean;
  *(free_lanes *)squares = v;
  if (largest != NULL) {
    // NaN wins, as in PyTorch.
    const lanes most = *(free_lanes *)largest;
    v = VARIANT(where)(~(v <= most) & (most == most), v, most);
    *(free_lanes *)largest = v;
  }
  *(free_lanes *)values = p - s->rate * (mean / (__builtin_elementwise_sqrt(v) / s->correction + s->eps));
}

static void VARIANT(adam)(const lrviz_adam_step *step, const double *gradients, double *values, double *means,
                          double *squares, double *largest, long count) {
  long i = 0;
  for (; i + 8 <= count; i += 8) {
    VARIANT(adam_eight)(step, gradients + i, values + i, means + i, squares + i, largest ? largest + i : NULL);
  }
  const size_t rest = sizeof(double) * (size_t)(count - i);
  if (rest == 0) return;
  double copies[5][8] = {{0}};
  double *const ends[5] = {values + i, means + i, squares + i, largest ? largest + i : NULL, NULL};
  for (int k = 0; ends[k] != NULL; k++) memcpy(copies[k], ends[k], rest);
  memcpy(copies[4], gradients + i, rest);
  VARIANT(adam_eight)(step, copies[4], copies[0], copies[1], copies[2], largest ? copies[3] : NULL);
  for (int k = 0; ends[k] != NULL; k++) memcpy(ends[k], copies[k], rest);
}

static void VARIANT(map_exponential)(lanes *x, long count) {
  for (long i = 0; i < count; i++) x[i] = VARIANT(exponential)(x[i]);
}

static void VARIANT(map_logarithm)(lanes *x, long count) {
  for (long i = 0; i < count; i++) x[i] = VARIANT(logarithm)(x[i]);
}

static void VARIANT(map_tanh)(lanes *x, long count) {
  for (long i = 0; i < count; i++) x[i] = VARIANT(hyperbolic_tangent)(x[i]);
}

static const struct kernels VARIANT(kernels) = {
    VARIANT_NAME,           VARIANT(forward),         VARIANT(gradients),     VARIANT(backward),
    VARIANT(cross_entropy), VARIANT(map_exponential), VARIANT(map_logarithm), VARIANT(map_tanh),
    VARIANT(adam),
};

#undef ALWAYS_INLINE
#undef UNROLLED
#undef VARIANT
#undef VARIANT_NAME
#undef FORWARD_TILE
#undef GRADIENT_ROWS

#include "CKernels.h"

#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

// How vectors are passed differs between instruction sets; here they are passed to functions that are always inlined.
#pragma clang diagnostic ignored "-Wpsabi"

/// Eight samples of a batch. Swift's arrays are aligned to 16 bytes only, whatever their elements are.
typedef double lanes __attribute__((ext_vector_type(8), aligned(16)));
/// The same anywhere in a buffer.
typedef double free_lanes __attribute__((ext_vector_type(8), aligned(8)));
typedef double quad __attribute__((ext_vector_type(4)));
typedef double pair __attribute__((ext_vector_type(2)));
typedef double unaligned_pair __attribute__((ext_vector_type(2), aligned(8)));
/// What comparisons of lanes give, -1 or 0 a lane.
typedef long mask __attribute__((ext_vector_type(8)));
typedef unsigned long bits __attribute__((ext_vector_type(8)));

/// The kernels for one set of instructions.
struct kernels {
  const char *name;
  void (*forward)(lrviz_layer, const double *, const double *, const lanes *, lanes *, lrviz_activation);
  void (*gradients)(lrviz_layer, const lanes *, const lanes *, double *, double *);
  void (*backward)(lrviz_layer, const double *, const lanes *, const lanes *, lanes *, lrviz_activation);
  double (*cross_entropy)(const lanes *, const lanes *, long, long, lanes *);
  void (*exponential)(lanes *, long);
  void (*logarithm)(lanes *, long);
  void (*tanh)(lanes *, long);
  void (*adam)(const lrviz_adam_step *, const double *, double *, double *, double *, double *, long);
};

/// 1/13!, 1/12!, ... 1/0!
static const double inverse_factorials[14] = {
    1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0, 1 / 40320.0, 1 / 5040.0,
    1 / 720.0,        1 / 120.0,       1 / 24.0,       1 / 6.0,       0.5,          1,           1,
};

/// 1/23, 1/21, ... 1/1
static const double odd_reciprocals[12] = {
    1 / 23.0, 1 / 21.0, 1 / 19.0, 1 / 17.0, 1 / 15.0, 1 / 13.0, 1 / 11.0, 1 / 9.0, 1 / 7.0, 1 / 5.0, 1 / 3.0, 1,
};

// What every machine of the architecture has: two doubles a register, of which x86 has 16 and ARM 32.
#define VARIANT(name) name##_baseline
#define VARIANT_NAME "baseline"
#if defined(__x86_64__)
#define FORWARD_TILE 2
#define GRADIENT_ROWS 1
#else
#define FORWARD_TILE 4
#define GRADIENT_ROWS 2
#endif
#include "variant.h"

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VARIANT(name) name##_avx2
#define VARIANT_NAME "avx2"
#define FORWARD_TILE 4
#define GRADIENT_ROWS 2
#include "variant.h"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f"))), apply_to = function)
#define VARIANT(name) name##_avx512
#define VARIANT_NAME "avx512f"
#define FORWARD_TILE 8
#define GRADIENT_ROWS 4
#include "variant.h"
#pragma clang attribute pop

#endif

long lrviz_variant_count(void) {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2")) return 1;
  return __builtin_cpu_supports("avx512f") ? 3 : 2;
#else
  return 1;
#endif
}

static const struct kernels *variant(long index) {
#if defined(__x86_64__)
  if (index == 2) return &kernels_avx512;
  if (index == 1) return &kernels_avx2;
#endif
  return &kernels_baseline;
}

const char *lrviz_variant_name(long index) { return variant(index)->name; }

/// NULL until the first use.
static const struct kernels *_Atomic in_force;

void lrviz_use_variant(long index) {
  atomic_store_explicit(&in_force, variant(index), memory_order_relaxed);
}

static inline const struct kernels *kernels(void) {
  const struct kernels *chosen = atomic_load_explicit(&in_force, memory_order_relaxed);
  if (chosen != NULL) return chosen;
  // Several threads may come here at once: all choose the same.
  lrviz_use_variant(lrviz_variant_count() - 1);
  return atomic_load_explicit(&in_force, memory_order_relaxed);
}

void lrviz_forward(lrviz_layer layer, const double *parameters, lrviz_const_lanes input, lrviz_lanes output,
                   lrviz_activation activation) {
  kernels()->forward(layer, parameters + layer.weights, parameters + layer.biases, input, output, activation);
}

void lrviz_gradients(lrviz_layer layer, lrviz_const_lanes errors, lrviz_const_lanes input, double *gradients) {
  kernels()->gradients(layer, errors, input, gradients + layer.weights, gradients + layer.biases);
}

void lrviz_backward(lrviz_layer layer, const double *parameters, lrviz_const_lanes errors, lrviz_const_lanes input,
                    lrviz_lanes below, lrviz_activation activation) {
  kernels()->backward(layer, parameters + layer.weights, errors, input, below, activation);
}

double lrviz_cross_entropy(lrviz_const_lanes outputs, lrviz_const_lanes classes, long width, long count,
                           lrviz_lanes errors) {
  return kernels()->cross_entropy(outputs, classes, width, count, errors);
}

void lrviz_adam(lrviz_adam_step step, const double *gradients, double *values, double *means, double *squares,
                double *largest, long count) {
  kernels()->adam(&step, gradients, values, means, squares, largest, count);
}

void lrviz_exponential(lrviz_lanes x, long count) { kernels()->exponential(x, count); }
void lrviz_logarithm(lrviz_lanes x, long count) { kernels()->logarithm(x, count); }
void lrviz_tanh(lrviz_lanes x, long count) { kernels()->tanh(x, count); }

// Loads and stores only: nothing to gain from wider instructions.
void lrviz_gather(const double *rows, long width, const long *indices, long count, lrviz_lanes result) {
  const long blocks = (count + 7) / 8;
  lanes *features = result;
  for (long block = 0; block < blocks; block++) {
    const double *row[8];
    for (long lane = 0; lane < 8; lane++) {
      const long sample = 8 * block + lane;
      row[lane] = rows + indices[sample < count ? sample : count - 1] * width;
    }
    for (long feature = 0; feature < width; feature++) {
      double *place = (double *)(features + feature * blocks + block);
      for (long lane = 0; lane < 8; lane++) place[lane] = row[lane][feature];
    }
  }
}

#include "CSystem.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>

/* What is to be done, and how far it is. */
enum { NOTHING, GIVEN, DONE };
static _Atomic int state = NOTHING;
static void (*task)(void *);
static void *argument;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* Whether somebody has the helper, who alone looks at `exists`. */
static atomic_flag taken = ATOMIC_FLAG_INIT;
static bool exists;

/* A thread that sleeps is woken tens of microseconds late, on a virtual machine more, and a reader hands over two pieces of
   work each millisecond: at first others are let run, and only then one sleeps. */
enum { LOOKS = 200 };

static void await(int wanted) {
  for (int look = 0; look < LOOKS; look++) {
    if (atomic_load_explicit(&state, memory_order_acquire) == wanted) return;
    sched_yield();
  }
  pthread_mutex_lock(&mutex);
  while (atomic_load_explicit(&state, memory_order_acquire) != wanted) pthread_cond_wait(&changed, &mutex);
  pthread_mutex_unlock(&mutex);
}

static void enter(int next) {
  pthread_mutex_lock(&mutex);
  atomic_store_explicit(&state, next, memory_order_release);
  pthread_cond_signal(&changed);
  pthread_mutex_unlock(&mutex);
}

static void *help(void *unused) {
  (void)unused;
  for (;;) {
    await(GIVEN);
    task(argument);
    enter(DONE);
  }
  return NULL;
}

/* A thread that no signal interrupts but those of a crash: the others are for the main thread. */
static bool start(void) {
  static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE};
  sigset_t blocked, before;
  sigfillset(&blocked);
  for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++) sigdelset(&blocked, fatal[i]);
  pthread_t thread;
  pthread_sigmask(SIG_SETMASK, &blocked, &before);
  bool has_begun = pthread_create(&thread, NULL, help, NULL) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (has_begun) pthread_detach(thread);
  return has_begun;
}

bool cs_helper_begin(void (*work)(void *), void *of) {
  if (atomic_flag_test_and_set_explicit(&taken, memory_order_acquire)) return false;
  if (!exists && !(exists = start())) {
    atomic_flag_clear_explicit(&taken, memory_order_release);
    return false;
  }
  task = work;
  argument = of;
  enter(GIVEN);
  return true;
}

void cs_helper_end(void) {
  await(DONE);
  atomic_store_explicit(&state, NOTHING, memory_order_relaxed);
  atomic_flag_clear_explicit(&taken, memory_order_release);
}

/* makelogs KIND COUNT OUT: logs of any size as common writers lay them out, the same bytes for the same count.
   KIND  csv        epoch,loss,lr,step (Lightning's metrics.csv), COUNT rows
         irregular  step,loss with steps that are not evenly spaced, COUNT rows
         jsonl      {"step": ..., "epoch": ..., "lr": ..., "loss": ..., "time": ...}, COUNT lines
         text       step 10: loss 2.1, lr 3e-4, COUNT lines
         series     a number a line, COUNT lines
         tfevents   COUNT points in all of the tags lr and loss, as torch's SummaryWriter writes them
         wandb      COUNT steps of a run's history with lr, loss, epoch, _step, _runtime and _timestamp
         runs       OUT is a folder: COUNT folders with a metrics.csv of 20 rows */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static FILE *out;
static long count;
static uint64_t state = 1;

static double noise(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) / 9007199254740992.0 - 0.5;
}
static double rate(long i) { return 0.5e-3 * (1 + cos(M_PI * i / count)); }
static double loss(long i) { return 0.3 + 2.2 * exp(-5.0 * i / count) + 0.1 * noise(); }

/* As Python prints a float: the fewest digits that give it back. */
static const char *shortest(double value) {
  static char texts[4][32];
  static int next;
  char *text = texts[next++ & 3];
  for (int digits = 15; digits <= 17; digits++) {
    snprintf(text, 32, "%.*g", digits, value);
    if (strtod(text, 0) == value) break;
  }
  return text;
}

static uint32_t crc(uint32_t polynomial, const uint8_t *bytes, size_t size) {
  static uint32_t table[256], made;
  if (made != polynomial) {
    for (uint32_t n = 0; n < 256; n++) {
      uint32_t c = n;
      for (int bit = 0; bit < 8; bit++) c = c & 1 ? (c >> 1) ^ polynomial : c >> 1;
      table[n] = c;
    }
    made = polynomial;
  }
  uint32_t c = ~0u;
  while (size--) c = (c >> 8) ^ table[(c ^ *bytes++) & 255];
  return ~c;
}

/* Protocol buffers. */
typedef struct {
  uint8_t bytes[4096];
  size_t size;
} Message;
static void varint(Message *m, uint64_t value) {
  for (; value > 127; value >>= 7) m->bytes[m->size++] = value | 128;
  m->bytes[m->size++] = value;
}
static void raw(Message *m, const void *bytes, size_t size) {
  memcpy(m->bytes + m->size, bytes, size);
  m->size += size;
}
static void bytes(Message *m, int field, const void *data, size_t size) {
  varint(m, field << 3 | 2);
  varint(m, size);
  raw(m, data, size);
}
static void text(Message *m, int field, const char *value) { bytes(m, field, value, strlen(value)); }

/* TFRecord. */
static void tf_record(const Message *m) {
  uint64_t size = m->size;
  uint32_t sum = crc(0x82F63B78u, (uint8_t *)&size, 8);
  sum = (sum >> 15 | sum << 17) + 0xA282EAD8u;
  fwrite(&size, 8, 1, out);
  fwrite(&sum, 4, 1, out);
  fwrite(m->bytes, 1, m->size, out);
  sum = crc(0x82F63B78u, m->bytes, m->size);
  sum = (sum >> 15 | sum << 17) + 0xA282EAD8u;
  fwrite(&sum, 4, 1, out);
}
static void tf_event(long step, const char *tag, float value) {
  Message event = {.size = 0}, summary = {.size = 0}, scalar = {.size = 0};
  double time = 1.7e9 + step * 0.25;
  event.bytes[event.size++] = 0x09;
  raw(&event, &time, 8);
  if (!tag) {
    text(&event, 3, "brain.Event:2");
  } else {
    if (step) varint(&event, 0x10), varint(&event, step);
    text(&scalar, 1, tag);
    scalar.bytes[scalar.size++] = 0x15;
    raw(&scalar, &value, 4);
    bytes(&summary, 1, scalar.bytes, scalar.size);
    bytes(&event, 5, summary.bytes, summary.size);
  }
  tf_record(&event);
}

/* LevelDB's log in blocks of 32 KiB, as W&B writes it. */
static void block_record(const Message *m) {
  static size_t place = 7;
  static const uint8_t zeros[7];
  size_t done = 0;
  for (int first = 1;; first = 0) {
    size_t room = 32768 - place % 32768;
    if (room < 7) fwrite(zeros, 1, room, out), place += room, room = 32768;
    size_t part = m->size - done < room - 7 ? m->size - done : room - 7;
    int last = done + part == m->size;
    uint8_t head[7] = {0, 0, 0, 0, part & 255, part >> 8, first && last ? 1 : first ? 2 : last ? 4 : 3};
    uint8_t sealed[4097];
    sealed[0] = head[6];
    memcpy(sealed + 1, m->bytes + done, part);
    uint32_t sum = crc(0xEDB88320u, sealed, part + 1);
    memcpy(head, &sum, 4);
    fwrite(head, 1, 7, out);
    fwrite(m->bytes + done, 1, part, out);
    place += 7 + part;
    done += part;
    if (last) return;
  }
}
static void item(Message *history, const char *key, const char *json) {
  Message item = {.size = 0};
  text(&item, 2, key);
  text(&item, 16, json);
  bytes(history, 1, item.bytes, item.size);
}
static void wandb_step(long i) {
  Message history = {.size = 0}, record = {.size = 0};
  char number[32];
  item(&history, "loss", shortest(loss(i)));
  item(&history, "lr", shortest(rate(i)));
  snprintf(number, sizeof number, "%ld", i * 10 / count);
  item(&history, "epoch", number);
  snprintf(number, sizeof number, "%ld", i);
  item(&history, "_step", number);
  item(&history, "_runtime", shortest(i * 0.25 + 0.125 * noise()));
  item(&history, "_timestamp", shortest(1.7e9 + i * 0.25 + 0.125 * noise()));
  varint(&record, 8), varint(&record, i + 1);
  bytes(&record, 2, history.bytes, history.size);
  block_record(&record);
}

static void runs(const char *folder) {
  char path[4096];
  mkdir(folder, 0777);
  for (long run = 0; run < count; run++) {
    snprintf(path, sizeof path, "%s/run%05ld", folder, run);
    mkdir(path, 0777);
    strcat(path, "/metrics.csv");
    if (!(out = fopen(path, "w"))) exit(1);
    fputs("epoch,step,train_loss,lr\n", out);
    for (int row = 0; row < 20; row++)
      fprintf(out, "%d,%d,%.4f,%.6g\n", row / 4, row * 10, 1.0 / (row + 1) + 0.1 * noise(), 1e-3 * (20 - row));
    fclose(out);
  }
}

int main(int argc, char **argv) {
  if (argc != 4 || (count = atol(argv[2])) < 1) return fputs("usage: makelogs KIND COUNT OUT\n", stderr), 64;
  const char *kind = argv[1];
  if (!strcmp(kind, "runs")) return runs(argv[3]), 0;
  if (!(out = fopen(argv[3], "w"))) return perror(argv[3]), 74;
  if (!strcmp(kind, "csv")) fputs("epoch,loss,lr,step\n", out);
  if (!strcmp(kind, "irregular")) fputs("step,loss\n", out);
  if (!strcmp(kind, "tfevents")) tf_event(0, 0, 0);
  if (!strcmp(kind, "wandb")) fwrite(":W&B\xE1\xBE\0", 1, 7, out);
  for (long i = 0, step = 0; i < count; i++, step += 1 + (state >> 60)) {
    if (!strcmp(kind, "csv")) fprintf(out, "%ld,%s,%s,%ld\n", i * 10 / count, shortest(loss(i)), shortest(rate(i)), i);
    else if (!strcmp(kind, "irregular")) fprintf(out, "%ld,%.5f\n", step, loss(i));
    else if (!strcmp(kind, "jsonl"))
      fprintf(out, "{\"step\": %ld, \"epoch\": %ld, \"lr\": %s, \"loss\": %s, \"time\": %s}\n", i, i * 10 / count,
              shortest(rate(i)), shortest(loss(i)), shortest(1.7e9 + i * 0.25));
    else if (!strcmp(kind, "text")) fprintf(out, "step %ld: loss %.4f, lr %.3e\n", i, loss(i), rate(i));
    else if (!strcmp(kind, "series")) fprintf(out, "%.8g\n", rate(i));
    else if (!strcmp(kind, "tfevents")) tf_event(i / 2, i & 1 ? "loss" : "lr", i & 1 ? loss(i) : rate(i));
    else if (!strcmp(kind, "wandb")) wandb_step(i);
    else return fprintf(stderr, "makelogs: unknown kind %s\n", kind), 64;
  }
  return fclose(out) ? perror(argv[3]), 74 : 0;
}

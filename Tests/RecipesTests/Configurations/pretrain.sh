#!/bin/bash
# Two nodes.
GPUS_PER_NODE=8
NNODES=2
BATCH=$((GPUS_PER_NODE * NNODES * 16))

DISTRIBUTED_ARGS=(
    --nproc_per_node $GPUS_PER_NODE
    --nnodes $NNODES
)
TRAINING_ARGS=(
    --micro-batch-size 1
    --global-batch-size ${BATCH}
    --train-iters 5000
    --lr 6.0e-5
    --min-lr "6.0e-6"      # a tenth
    --lr-decay-style cosine
    --lr-warmup-fraction .001
    --lr-decay-iters 4300
    --weight-decay 0.1
)

torchrun ${DISTRIBUTED_ARGS[@]} pretrain_gpt.py \
    ${TRAINING_ARGS[@]} \
    --tensor-model-parallel-size 8

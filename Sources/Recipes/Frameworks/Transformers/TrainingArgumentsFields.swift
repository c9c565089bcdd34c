/// The arguments of transformers' `TrainingArguments` and `Seq2SeqTrainingArguments`.
enum TrainingArgumentsFields {
  /// Those of 5.24, and those of earlier releases that scripts still have.
  static let all = Set((present + earlier).split { $0.isWhitespace }.map(String.init))

  /// Those of earlier releases that 5.24 refuses.
  private static let gone = Set(earlier.split { $0.isWhitespace }.map(String.init))
    .subtracting(present.split { $0.isWhitespace }.map(String.init))

  /// Says which keys 5.24 takes no more, but for those that decide steps, which are said where they are read.
  static func sayGone(_ reader: RecipeReader) {
    let others = ["warmup_ratio", "per_gpu_train_batch_size"]
    let names = reader.part.entries.map(\.key).filter { gone.contains($0) && !others.contains($0) }
    guard !names.isEmpty else { return }
    let (shown, rest) = (names.prefix(4), names.count - 4)
    reader.notes.append(
      shown.map(reader.name).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        + ": taken by earlier releases, refused by transformers 5.24")
  }

  private static let present = """
    accelerator_config activation_checkpointing activation_checkpointing_kwargs adam_beta1 adam_beta2
    adam_epsilon auto_find_batch_size average_tokens_across_devices batch_eval_metrics bf16
    bf16_full_eval data_seed dataloader_drop_last dataloader_in_order dataloader_multiprocessing_context
    dataloader_num_workers dataloader_persistent_workers dataloader_pin_memory
    dataloader_prefetch_factor ddp_backend ddp_broadcast_buffers ddp_bucket_cap_mb
    ddp_find_unused_parameters ddp_static_graph ddp_timeout debug deepspeed disable_tqdm do_eval
    do_predict do_train enable_jit_checkpoint eval_accumulation_steps eval_delay eval_do_concat_batches
    eval_on_start eval_steps eval_strategy eval_use_gather_object fp16 fp16_full_eval fsdp fsdp_config
    full_determinism generation_config generation_max_length generation_num_beams
    gradient_accumulation_steps gradient_checkpointing gradient_checkpointing_kwargs greater_is_better
    hub_always_push hub_model_id hub_private_repo hub_revision hub_strategy hub_token ignore_data_skip
    include_for_metrics include_num_input_tokens_seen label_names label_smoothing_factor learning_rate
    length_column_name liger_kernel_config load_best_model_at_end local_rank log_level log_level_replica
    log_on_each_node logging_first_step logging_nan_inf_filter logging_steps logging_strategy
    lr_scheduler_kwargs lr_scheduler_type max_grad_norm max_steps metric_for_best_model
    neftune_noise_alpha num_train_epochs optim optim_args optim_target_modules output_dir
    parallelism_config per_device_eval_batch_size per_device_train_batch_size predict_with_generate
    prediction_loss_only project push_to_hub remove_unused_columns report_to
    restore_callback_states_from_checkpoint resume_from_checkpoint run_name save_on_each_node
    save_only_model save_steps save_strategy save_total_limit seed skip_memory_metrics sortish_sampler
    tf32 torch_compile torch_compile_backend torch_compile_mode torch_empty_cache_steps
    trackio_bucket_id trackio_space_id trackio_static_space_id train_sampling_strategy use_cache use_cpu
    use_liger_kernel warmup_steps weight_decay
    """

  private static let earlier = """

    adafactor do_eval evaluation_strategy fp16_backend fp16_full_eval fp16_opt_level group_by_length half_precision_backend
    include_inputs_for_metrics jit_mode_eval logging_dir mp_parameters no_cuda overwrite_output_dir past_index
    per_gpu_eval_batch_size per_gpu_train_batch_size push_to_hub_model_id push_to_hub_organization push_to_hub_token
    ray_scope save_safetensors sharded_ddp torchdynamo tpu_metrics_debug tpu_num_cores use_ipex use_legacy_prediction_loop
    use_mps_device warmup_ratio xpu_backend fsdp_min_num_params fsdp_transformer_layer_cls_to_wrap hub_private_repo
    dispatch_batches split_batches include_tokens_per_second eval_use_gather_object
    """
}

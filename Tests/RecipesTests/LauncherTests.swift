import LRSchedulers
import Testing

@testable import Recipes

/// How many processes a command starts, by each launcher's own way to say it.
@Suite("Launchers")
struct LauncherTests {
  private static let flags =
    "train.py --learning_rate 3e-4 --per_device_train_batch_size 2 --num_train_epochs 1 --lr_scheduler_type cosine"

  private static func read(_ text: String, _ change: (inout ScriptOptions) -> Void = { _ in }) throws
    -> PastedSchedule
  {
    var options = ScriptOptions()
    options.samples = 960
    change(&options)
    return try #require(try Recipes.schedules(in: text, options: options).first)
  }

  @Test(
    "Devices that the command says share the epoch",
    arguments: [
      ("torchrun --nproc_per_node 6", 6), ("torchrun --nnodes=2 --nproc-per-node=3", 6), ("torchrun", 1),
      ("python -m torch.distributed.launch --nproc_per_node=4", 4),
      ("python -m torch.distributed.run --nproc_per_node 4 --nnodes 2", 8),
      ("deepspeed --num_gpus=5", 5), ("deepspeed --num_gpus 2 --num_nodes 3", 6),
      ("deepspeed --include localhost:1,3,5", 3), ("deepspeed --include a:0,1@b:0,1,2", 5),
      ("CUDA_VISIBLE_DEVICES=2,3 deepspeed", 2), ("accelerate launch --num_processes 6", 6),
      ("accelerate launch --num_machines 2 --num_processes 12", 12),
      ("N=3\nsrun --ntasks=${N} python -u", 3), ("srun -n 4 python", 4),
      ("srun --nodes=2 --ntasks-per-node=4 python", 8), ("mpirun -np 4 python", 4),
      (
        "#!/bin/bash\n#SBATCH --nodes=3\n#SBATCH --gres=gpu:a100:2\nsrun torchrun --nnodes $SLURM_NNODES --nproc_per_node $SLURM_GPUS_ON_NODE",
        6
      ),
      ("export CUDA_VISIBLE_DEVICES=0,1,2\npython", 3), ("python", 1),
    ])
  func devices(launcher: String, count: Int) throws {
    let pasted = try Self.read("\(launcher) \(Self.flags)")
    #expect(pasted.length == (480 + count - 1) / count, "\(launcher): \(pasted.assumed)")
  }

  @Test(
    "A launcher that starts one process a device and does not say how many there are is asked",
    arguments: [
      "deepspeed", "accelerate launch", "accelerate launch --config_file fsdp.yaml",
      "deepspeed --hostfile hosts",
      "torchrun --nproc_per_node $GPUS", "torchrun --nproc_per_node=2 --nnodes=$NODES",
      "N=$(nvidia-smi -L | wc -l)\ntorchrun --nproc_per_node $N", "srun -n $N python",
      "torchrun --nnodes 1:4 --nproc_per_node 2",
    ])
  func asked(launcher: String) throws {
    let text = "\(launcher) \(Self.flags)"
    let error = #expect(throws: SpecError.self) { try Self.read(text) }
    #expect(error?.missing.map(\.option) == ["--devices"], "\(launcher): \(String(describing: error))")
    #expect(try Self.read(text) { $0.devices = 4 }.length == 120)
    // Where nothing depends on it, nothing is asked.
    #expect(try Self.read(text) { $0.stepsPerEpoch = 7 }.length == 7)
    #expect(try Self.read(text + " --max_steps 11").length == 11)
  }

  @Test("accelerate's file is opened where it lies near")
  func configFile() throws {
    let text = "accelerate launch --config_file conf/a.yaml \(Self.flags)"
    #expect(
      Recipes.baseFiles(in: text).contains("conf/a.yaml")
        && Recipes.baseFiles(in: text).contains("../conf/a.yaml"))
    let pasted = try Self.read(text) {
      $0.files = [.init(path: "../conf/a.yaml", text: "distributed_type: FSDP\nnum_processes: 5\n")]
    }
    #expect(pasted.length == 96)
  }

  @Test("Variables that frameworks hand on to torchrun")
  func variables() throws {
    let swift = try Self.read(
      "NPROC_PER_NODE=3 NNODES=2 swift sft --per_device_train_batch_size 2 --gradient_accumulation_steps 1 --num_train_epochs 1"
    )
    #expect(swift.length == 80)
    let factory = try Self.read(
      "FORCE_TORCHRUN=1 CUDA_VISIBLE_DEVICES=0,1 llamafactory-cli train --stage sft --learning_rate 1e-4 --per_device_train_batch_size 2 --num_train_epochs 1 --lr_scheduler_type linear"
    )
    #expect(factory.length == 240)
  }

  @Test("One device is said to be one")
  func said() throws {
    let plain = try Self.read(
      "learning_rate: 1e-4\nlr_scheduler_type: cosine\nnum_train_epochs: 2\nper_device_train_batch_size: 4")
    #expect(plain.notes.contains { $0.contains("--devices") })
    let given = try Self.read("learning_rate: 1e-4\nlr_scheduler_type: cosine\nnum_train_epochs: 2") {
      $0.devices = 1
    }
    #expect(!given.notes.contains { $0.contains("--devices") })
  }
}

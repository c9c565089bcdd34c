"""The callbacks in the real trainers, on a line fitted by two weights."""

import json
import os
import subprocess

import pytest

torch = pytest.importorskip("torch", reason="needs PyTorch")


def rows(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


class Line(torch.utils.data.Dataset):
    def __len__(self):
        return 32

    def __getitem__(self, index):
        x = torch.tensor([index / 32.0])
        return {"x": x, "labels": 2 * x + 1}


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(1, 1)

    def forward(self, x, labels=None):
        loss = torch.nn.functional.mse_loss(self.linear(x), labels)
        return {"loss": loss, "logits": self.linear(x)}


def test_hugging_face(tmp_path, program):
    transformers = pytest.importorskip("transformers", reason="needs transformers")
    pytest.importorskip("accelerate", reason="transformers' Trainer needs accelerate")
    from lrviz.huggingface import LogCallback

    path = tmp_path / "run.jsonl"
    arguments = transformers.TrainingArguments(
        output_dir=str(tmp_path / "out"),
        num_train_epochs=2,
        per_device_train_batch_size=4,
        learning_rate=0.1,
        warmup_steps=4,
        logging_steps=1,
        report_to=[],
        use_cpu=True,
        disable_tqdm=True,
    )
    transformers.Trainer(Model(), arguments, train_dataset=Line(), callbacks=[LogCallback(path)]).train()
    first, *rest = rows(path)
    assert first["lrviz"]["plan"] == "get_linear_schedule_with_warmup(num_warmup_steps=4, num_training_steps=16)"
    assert (first["lrviz"]["interval"], first["lrviz"]["epochs"]) == ("step", 16)
    trained = [row for row in rest if "train_loss" in row]
    assert [row["step"] for row in trained] == list(range(1, 17))
    assert max(row["lr"] for row in trained) == pytest.approx(0.1)
    assert agrees(program, path)


def agrees(program, path):
    """Whether the program finds the rates of a log to follow the plan in its first line."""
    done = subprocess.run([program, "check", str(path), "--format", "json"], capture_output=True, text=True)
    return json.loads(done.stdout)["verdict"] == "match"


def fit(make_schedulers, folder, every=1, gathered=1):
    """Train six epochs of four batches with Lightning, and return the log."""
    lightning = pytest.importorskip("lightning.pytorch", reason="needs Lightning")
    from lrviz.lightning import LogCallback

    class Module(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.model = Model()

        def training_step(self, batch, index):
            return self.model(**batch)["loss"]

        def validation_step(self, batch, index):
            self.log("val_loss", self.model(**batch)["loss"])

        def configure_optimizers(self):
            return make_schedulers(torch.optim.SGD(self.parameters(), lr=0.1, momentum=0.9))

    path = folder / "run.jsonl"
    loader = torch.utils.data.DataLoader(Line(), batch_size=8)
    trainer = lightning.Trainer(
        max_epochs=6,
        accumulate_grad_batches=gathered,
        accelerator="cpu",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        default_root_dir=str(folder),
        callbacks=[LogCallback(path, every=every)],
    )
    trainer.fit(Module(), loader, loader)
    return path


schedulers = torch.optim.lr_scheduler


def by_step(make):
    return lambda optimizer: {
        "optimizer": optimizer,
        "lr_scheduler": {"scheduler": make(optimizer), "interval": "step"},
    }


def test_lightning(tmp_path):
    path = fit(lambda optimizer: ([optimizer], [schedulers.StepLR(optimizer, 1, gamma=0.5)]), tmp_path)
    first, *rest = rows(path)
    assert first["lrviz"] == {
        "plan": "StepLR(step_size=1, gamma=0.5)",
        "interval": "epoch",
        "lr": [0.1],
        "optimizer": "SGD(momentum=0.9)",
        "epochs": 6,
    }
    trained = [row for row in rest if "train_loss" in row]
    assert [row["step"] for row in trained] == list(range(24))
    assert [row["lr"] for row in trained[:12]] == [[0.1]] * 4 + [[0.05]] * 4 + [[0.025]] * 4
    # What is validated was trained with the rates of its row.
    validated = [row for row in rest if "val_loss" in row]
    assert [row["lr"] for row in validated] == [[0.1 * 0.5**epoch] for epoch in range(6)]


@pytest.mark.parametrize("every", [1, 3])
@pytest.mark.parametrize(
    "make",
    [
        lambda optimizer: ([optimizer], [schedulers.StepLR(optimizer, 2, gamma=0.5)]),
        lambda optimizer: ([optimizer], [schedulers.CosineAnnealingLR(optimizer, 6)]),
        by_step(lambda optimizer: schedulers.OneCycleLR(optimizer, 0.1, total_steps=24)),
        by_step(lambda optimizer: schedulers.CosineAnnealingLR(optimizer, 24)),
        by_step(lambda optimizer: schedulers.LambdaLR(optimizer, lambda step: 0.9**step)),
        lambda optimizer: {
            "optimizer": optimizer,
            "lr_scheduler": {
                "scheduler": schedulers.ReduceLROnPlateau(optimizer, patience=0),
                "monitor": "val_loss",
            },
        },
    ],
    ids=["StepLR", "cosine of epochs", "OneCycleLR", "cosine of steps", "LambdaLR", "plateau"],
)
def test_lightning_follows_its_plan(make, every, tmp_path, program):
    path = fit(make, tmp_path, every)
    assert "plan" in rows(path)[0]["lrviz"]
    assert agrees(program, path)


def test_lightning_writes_a_row_for_a_step_of_gathered_batches(tmp_path, program):
    make = by_step(lambda optimizer: schedulers.CosineAnnealingLR(optimizer, 12))
    path = fit(make, tmp_path, gathered=2)
    assert [row["step"] for row in rows(path) if "train_loss" in row] == list(range(12))
    assert agrees(program, path)


def test_lightning_has_no_plan_for_a_scheduler_that_steps_now_and_then(tmp_path):
    def configured(optimizer):
        scheduler = {"scheduler": schedulers.StepLR(optimizer, 1), "interval": "step", "frequency": 2}
        return {"optimizer": optimizer, "lr_scheduler": scheduler}

    assert all("lrviz" not in row for row in rows(fit(configured, tmp_path)))


def test_keras(tmp_path, program):
    os.environ.setdefault("KERAS_BACKEND", "torch")
    keras = pytest.importorskip("keras", reason="needs Keras")
    numpy = pytest.importorskip("numpy", reason="needs numpy")
    from lrviz.keras import LogCallback

    x = numpy.linspace(0, 1, 32).reshape(-1, 1)
    model = keras.Sequential([keras.layers.Dense(1)])
    schedule = keras.optimizers.schedules.CosineDecay(0.1, 12)
    model.compile(keras.optimizers.SGD(schedule), loss="mse")
    path = tmp_path / "run.jsonl"
    model.fit(x, 2 * x + 1, validation_data=(x, x), batch_size=8, epochs=3, verbose=0, callbacks=[LogCallback(path)])
    first, *rest = rows(path)
    assert first["lrviz"]["plan"] == "CosineDecay(initial_learning_rate=0.1, decay_steps=12)"
    assert first["lrviz"]["epochs"] == 12
    assert [row["step"] for row in rest] == [4, 8, 12]
    assert {"train_loss", "val_loss", "lr", "epoch"} <= rest[0].keys()
    assert agrees(program, path)


@pytest.mark.parametrize("is_last", [False, True])
def test_keras_logs_the_rate_of_an_epoch_whoever_changes_it(is_last, tmp_path):
    os.environ.setdefault("KERAS_BACKEND", "torch")
    keras = pytest.importorskip("keras", reason="needs Keras")
    numpy = pytest.importorskip("numpy", reason="needs numpy")
    from lrviz.keras import LogCallback

    class Halving(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.optimizer.learning_rate = 0.1 * 0.5 ** (epoch + 1)

    x = numpy.linspace(0, 1, 32).reshape(-1, 1)
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.1), loss="mse")
    path = tmp_path / "run.jsonl"
    callbacks = [Halving(), LogCallback(path)]
    model.fit(x, x, batch_size=8, epochs=3, verbose=0, callbacks=callbacks[:: -1 if is_last else 1])
    assert [row["lr"] for row in rows(path)] == pytest.approx([0.1, 0.05, 0.025])

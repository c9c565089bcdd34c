"""The callbacks in the real trainers, on a line fitted by two weights."""

import json
import os

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


def test_lightning(tmp_path):
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
            optimizer = torch.optim.SGD(self.parameters(), lr=0.1)
            return [optimizer], [torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)]

    path = tmp_path / "run.jsonl"
    loader = torch.utils.data.DataLoader(Line(), batch_size=8)
    trainer = lightning.Trainer(
        max_epochs=3,
        accelerator="cpu",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        default_root_dir=str(tmp_path),
        callbacks=[LogCallback(path)],
    )
    trainer.fit(Module(), loader, loader)
    first, *rest = rows(path)
    assert first["lrviz"] == {
        "plan": "StepLR(step_size=1, gamma=0.5)",
        "interval": "epoch",
        "lr": [0.1],
        "optimizer": "SGD()",
        "epochs": 3,
    }
    trained = [row for row in rest if "train_loss" in row]
    assert [row["step"] for row in trained] == list(range(1, 13))
    assert [row["lr"] for row in trained] == [[0.1]] * 4 + [[0.05]] * 4 + [[0.025]] * 4
    assert len([row for row in rest if "val_loss" in row]) == 3


def test_keras(tmp_path):
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

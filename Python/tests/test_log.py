import json
import subprocess
import sys

import pytest

import lrviz
from lrviz._program import run


def test_rows_are_whole_lines_at_once_and_the_plan_stands_first(tmp_path):
    path = tmp_path / "run.jsonl"
    with lrviz.Log(path, plan="StepLR(2)", steps=4) as log:
        log.step(0, lr=0.1, train_loss=float("nan"))
        lines = path.read_text().splitlines()
    assert json.loads(lines[0]) == {"lrviz": {"plan": "StepLR(2)", "interval": "epoch", "epochs": 4}}
    assert lines[1] == '{"step": 0, "lr": 0.1, "train_loss": NaN}'


def test_a_log_that_is_there_is_continued_or_refused(tmp_path):
    path = tmp_path / "run.jsonl"
    with lrviz.Log(path, plan="StepLR(2)") as log:
        log.step(0, lr=0.1)
    with pytest.raises(FileExistsError, match="resume=True"):
        lrviz.Log(path)
    with lrviz.Log(path, plan="StepLR(2)", resume=True) as log:
        log.step(1, lr=0.1)
    assert len(path.read_text().splitlines()) == 3


def test_check_judges_a_log(tmp_path, program):
    path = tmp_path / "run.jsonl"
    with lrviz.Log(path) as log:
        for epoch in range(30):
            log.step(epoch, lr=0.1 * 0.1 ** (epoch // 10), train_loss=1.0)
    assert lrviz.check(path, "StepLR(10)", lr=0.1).matches
    verdict = lrviz.check(path, "StepLR(5)", lr=0.1)
    assert (verdict.matches, verdict.verdict) == (False, "too_slow")
    with pytest.raises(lrviz.LRVizError) as refused:
        lrviz.check(tmp_path / "none.jsonl", "StepLR(5)")
    assert refused.value.status == 66


def test_check_takes_the_plan_that_the_log_begins_with(tmp_path, program):
    path = tmp_path / "run.jsonl"
    with lrviz.Log(path, plan="StepLR(10)", steps=30) as log:
        for epoch in range(30):
            log.step(epoch, lr=0.1 * 0.5 ** (epoch // 10), train_loss=1.0)
    found = json.loads(run(["check", str(path), "--format", "json"], accept=(0, 1)))
    assert found["verdict"] != "match"
    series = json.loads(run(["inspect", str(path), "--format", "json"]))["runs"][0]["series"]
    assert set(series) == {"lr", "train_loss"}


def test_a_live_scheduler_gives_its_rates(tmp_path):
    torch = pytest.importorskip("torch", reason="needs PyTorch")
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2)
    path = tmp_path / "run.jsonl"
    with lrviz.Log(path, scheduler=scheduler) as log:
        log.step(0, train_loss=torch.tensor(2.5))
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    assert rows == [
        {"lrviz": {"plan": "StepLR(step_size=2)", "interval": "epoch", "lr": [0.1], "optimizer": "SGD()"}},
        {"step": 0, "lr": [0.1], "train_loss": 2.5},
    ]


def test_the_module_is_the_program(program):
    done = subprocess.run([sys.executable, "-m", "lrviz", "--version"], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith(subprocess.run([program, "--version"], capture_output=True, text=True).stdout)


def test_a_chart_is_text_and_a_picture(program, capsys):
    chart = lrviz.plot("StepLR(10)", steps=30)
    assert "StepLR" in capsys.readouterr().out
    assert chart._repr_svg_().startswith("<svg") or "<svg" in chart._repr_svg_()[:200]
    with pytest.raises(lrviz.LRVizError):
        lrviz.plot("StepLR(", steps=30)

"""What other readers make of a log: a line `name<TAB>x<TAB>value` a point, in the order in which they have them.

usage: opinion.py tensorboard|pandas|wandb|mlflow PATH
"""
import atexit, json, math, os, shutil, sys, tempfile


def tensorboard(path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.util import tensor_util

    events = EventAccumulator(path, size_guidance={"scalars": 0, "tensors": 0})
    events.Reload()
    for tag in events.Tags()["scalars"]:
        for event in events.Scalars(tag):
            yield tag, event.step, event.value
    for tag in events.Tags()["tensors"]:
        for event in events.Tensors(tag):
            value = tensor_util.make_ndarray(event.tensor_proto)
            if value.shape == () and value.dtype.kind in "fiu":
                yield tag, event.step, float(value)


def pandas(path):
    import pandas

    table = pandas.read_csv(path, skipinitialspace=True, float_precision="round_trip")
    table.columns = [name.strip() for name in table.columns]
    x = next(name for name in ("step", "time/total_timesteps", "epoch") if name in table.columns)
    for name in table.columns:
        if name != x and table[name].dtype.kind in "fi":
            for step, value in zip(table[x], table[name]):
                if not math.isnan(value):
                    yield name, step, value


def wandb(path):
    """The blocks of LevelDB's log, taken apart by W&B's own messages."""
    from wandb.proto import wandb_internal_pb2

    data, record, offset = open(path, "rb").read(), b"", 7
    while offset + 7 <= len(data):
        room = 32768 - offset % 32768
        if room < 7:
            offset += room
            continue
        length, kind = int.from_bytes(data[offset + 4 : offset + 6], "little"), data[offset + 6]
        if kind == 0:
            offset += room
            continue
        record = (b"" if kind in (1, 2) else record) + data[offset + 7 : offset + 7 + length]
        offset += 7 + length
        if kind not in (1, 4):
            continue
        message = wandb_internal_pb2.Record()
        message.ParseFromString(record)
        items = {}
        for item in message.history.item:
            try:
                items[".".join(item.nested_key) or item.key] = float(json.loads(item.value_json))
            except (TypeError, ValueError):
                pass
        for name, value in items.items():
            if name != "_step":
                yield name, items["_step"], value


def mlflow(path):
    os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
    from mlflow.tracking import MlflowClient

    # MLflow asks for folders that a store without artifacts does not have.
    store = os.path.join(tempfile.mkdtemp(), "mlruns")
    shutil.copytree(path, store)
    for folder, names, _ in os.walk(store):
        if "metrics" in names:
            os.makedirs(os.path.join(folder, "artifacts"), exist_ok=True)
    atexit.register(shutil.rmtree, os.path.dirname(store))
    client = MlflowClient(tracking_uri="file://" + store)
    for experiment in client.search_experiments():
        for run in client.search_runs([experiment.experiment_id]):
            for name in run.data.metrics:
                for metric in client.get_metric_history(run.info.run_id, name):
                    yield name, metric.step, metric.value


for name, x, value in {f.__name__: f for f in (tensorboard, pandas, wandb, mlflow)}[sys.argv[1]](sys.argv[2]):
    print(name, repr(float(x)), repr(float(value)), sep="\t")

"""Fine-tunes MPNet as the teacher and has it label texts: `python -m training.tagging.teacher --work FOLDER`.

Reads the corpora in the folder that `ONRECORD_CORPORA` names. Writes to FOLDER: `teacher/network.pt` after every epoch,
`teacher/log.jsonl`, and `labels.npz`, what the teacher says of the training articles and of texts without annotation.
About an hour and 10 GB on two cores; a run that was cut off keeps its last epoch's weights, with which `--label-only` labels.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import torch

from training.gold import corpora_folder
from training.tagging.bases import mpnet_folder
from training.tagging.batches import LONGEST
from training.tagging.corpus import annotated_articles, unannotated_texts
from training.tagging.encoder import load_mpnet
from training.tagging.fit import Schedule, fit
from training.tagging.network import TaggerNetwork
from training.tagging.soft_labels import label_articles, save_labels

SCHEDULE = Schedule(epochs=3, batch_pieces=2048, encoder_rate=6e-5, head_rate=6e-4, seed=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and labels")
    parser.add_argument(
        "--label-only", action="store_true", help="do not train; label with the stored weights"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    corpora = corpora_folder()
    fitted, held_out = annotated_articles(corpora)
    network = TaggerNetwork(load_mpnet(mpnet_folder(arguments.work)))
    folder = arguments.work / "teacher"
    if not arguments.label_only:
        fit(network, fitted, held_out, SCHEDULE, folder)
    network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    labels = label_articles(network, [*fitted, *unannotated_texts(corpora)], LONGEST)
    save_labels(arguments.work / "labels.npz", labels)


if __name__ == "__main__":
    main()

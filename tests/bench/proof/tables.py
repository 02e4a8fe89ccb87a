"""The tables of the proof: false alerts a healthy year, recall, delay and cause, with intervals."""

from collections import Counter, defaultdict

from tests.bench.proof.figures import middle, poisson, share
from tests.bench.proof.lives import YEAR


def healthy_rows(lives):
    """Return a row a kind and one of all: years, false alerts, their rate with its interval."""
    kinds = defaultdict(list)
    for life in lives:
        kinds[life.kind].append(life)
    rows = [_healthy(kind, kinds[kind]) for kind in kinds]
    return [*rows, _healthy("all", lives)] if rows else []


def _healthy(name, lives):
    years = sum(life.days for life in lives) / YEAR
    alerts = [alert for life in lives for alert in life.alerts]
    low, high = poisson(len(alerts), years)
    return {
        "kind": name,
        "years": round(years, 2),
        "alerts": len(alerts),
        "a_year": round(len(alerts) / years, 3),
        "from": round(low, 3),
        "to": round(high, 3),
        "while_learning": sum(len(life.early) for life in lives),
        "said": dict(Counter(alert.kind for alert in alerts).most_common()),
    }


def fault_rows(runs):
    """Return a row a kind, class and severity: runs, recall with its interval, delay, cause."""
    groups = defaultdict(list)
    for run in runs:
        groups[run.kind, run.fault, run.severity].append(run)
    return [_fault(*key, group) for key, group in groups.items()]


def _fault(kind, fault, severity, runs):
    found = [run for run in runs if run.alerts]
    low, high = share(len(found), len(runs))
    wrong = Counter(run.named or "unknown_anomaly" for run in found if not run.right)
    limit = None if runs[0].slow else middle([run.limit for run in runs])
    return {
        "kind": kind,
        "fault": fault,
        "severity": severity,
        "runs": len(runs),
        "found": len(found),
        "recall": round(len(found) / len(runs), 3),
        "from": round(low, 3),
        "to": round(high, 3),
        "right": sum(run.right for run in found),
        "days": _rounded(middle([run.delay for run in found])),
        "may_take": 7.0 if runs[0].slow else _rounded(limit),
        "instead": dict(wrong.most_common()),
    }


def _rounded(value):
    return None if value is None else round(value, 3)


def summary(rows):
    """Return recall, cause and the worst class over all, moderate and severe."""
    out = {}
    for severity in ("moderate", "severe"):
        some = [row for row in rows if row["severity"] == severity]
        runs, found = (sum(row[key] for row in some) for key in ("runs", "found"))
        if not runs:
            continue
        low, high = share(found, runs)
        worst = min(some, key=lambda row: row["recall"])
        out[severity] = {
            "runs": runs,
            "recall": round(found / runs, 3),
            "from": round(low, 3),
            "to": round(high, 3),
            "right": round(sum(row["right"] for row in some) / max(found, 1), 3),
            "worst": f"{worst['kind']} {worst['fault']} {worst['recall']:.2f}",
            "late": sum(row["days"] is not None and row["days"] > row["may_take"] for row in some),
            "classes": len(some),
        }
    return out


def told(report):
    """Yield the lines of a report."""
    yield f"{'healthy':16} {'years':>7} {'alerts':>6} {'a year':>7}  95 %            first 28 days"
    for row in report["healthy"]:
        yield (
            f"{row['kind']:16} {row['years']:7.2f} {row['alerts']:6} {row['a_year']:7.2f}"
            f"  {row['from']:.2f} to {row['to']:<6.2f}  {row['while_learning']:4}"
            f"   {_named(row['said'])}"
        )
    if report["faults"]:
        yield ""
        yield (
            f"{'fault':44} {'found':>8} {'recall':>6}  95 %           {'right':>5}"
            f" {'days':>7} {'may':>6}  named instead"
        )
    for row in report["faults"]:
        name = f"{row['kind']} {row['fault']} {row['severity']}"
        days = "–" if row["days"] is None else f"{row['days']:.2f}"
        right = row["right"] / row["found"] if row["found"] else 0.0
        yield (
            f"{name:44} {row['found']:3} of {row['runs']:2} {row['recall']:6.2f}"
            f"  {row['from']:.2f} to {row['to']:.2f}   {right:5.2f} {days:>7}"
            f" {row['may_take']:6.2f}  {_named(row['instead'])}"
        )
    for severity, row in report["all"].items():
        yield (
            f"all {severity}: recall {row['recall']:.3f} ({row['from']:.3f} to {row['to']:.3f}) of"
            f" {row['runs']} runs, cause right {row['right']:.3f}, worst {row['worst']},"
            f" {row['late']} of {row['classes']} classes later than they may"
        )
    for kind in report["unwatched"]:
        yield f"{kind}: nothing watches it, so it is left out"


def _named(counts):
    return ", ".join(f"{count} {name}" for name, count in counts.items())

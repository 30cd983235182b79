"""Writeups made from a seed: Japanese reports of conferences that never were, with the faults that real ones have. The same seed makes the same bytes."""

import pathlib
import random
import shutil

# What a change of this file changes: a corpus that was made before is not taken for one of today.
VERSION = 1

PLATFORMS = {"zenn": "articles", "qiita": "public", "hugo": "content/posts"}

NAMES = """Kubernetes Prometheus OpenTelemetry Argo_CD Istio Envoy Cilium GitHub_Actions Terraform Grafana Helm containerd etcd Knative Fluentd Keycloak Rook Harbor Linkerd
Crossplane PostgreSQL MySQL Redis Docker GitHub GitLab Datadog Jaeger CoreDNS Vitess Backstage Falco Kyverno gRPC Dapr Longhorn Tekton Flux""".split()
NAMES = [name.replace("_", " ") for name in NAMES]

# How people write them, too.
SLIPS = """kubernetes Kubernates Github GitHubActions ArgoCD Open_Telemetry prometheus Istiod Graphana Keyclock OpenTelmetry MySql Postgresql gitlab Terrafrom Github_Actions""".split()
SLIPS = [name.replace("_", " ") for name in SLIPS]

THINGS = """監視基盤 運用手順 開発環境 本番クラスタ 認証の仕組み 配信経路 障害対応 負荷試験 権限の分け方 設定ファイル 夜間の当番 リリース手順 ログの集め方 証明書の更新 予算の見積もり
データの移行 バックアップ 検証環境 利用者からの問い合わせ 可観測性""".split()

EVENTS = "秋のクラスタ談話会 港町インフラ勉強会 週末コンテナ研究会 北国オブザーバビリティ会議 はじめての運用座談会".split()

SENTENCES = """{name}を導入してから、{thing}にかかる時間が{n}分から{m}分まで短くなったそうです。
発表の前半では、{thing}がなぜ難しいのかを図で説明していました。
印象に残ったのは、{name}と{other}を組み合わせた構成です。
{thing}については、最初の{n}か月で三回も作り直したという話がありました。
会場からは「{name}をやめる判断はどこでしましたか」という質問が出ていました。
答えは、{thing}を一人で抱えなくなったときだそうです。
手元でも{name}を動かしてみましたが、`{word}`の値を変えるだけで結果が大きく変わります。
もちろん、{thing}をすべて自動にする必要はありません。
{other}の側で失敗したときに、どこまで戻すのかを決めておくことが大切です。
私のチームでも{thing}に悩んでいるので、来週さっそく試すつもりです。
一方で、{name}の新しい版では既定値が変わるため、上げる前に差分を読む必要があります。
資料の{n}枚目にある表が、とても分かりやすくまとまっていました。
**{thing}は小さく始める**という言葉に、会場の多くの人がうなずいていました。
{name}の導入前は、毎朝{n}件ほどの通知を人が読み分けていたとのことです。
今は{m}件まで減り、{thing}に時間を使えるようになりました。
デモでは、{other}を止めても利用者の画面が変わらないことを見せてくれました。
終わった後の休憩時間に、{thing}を担当している方と話せました。
詳しい手順は[公式の説明]({url})にあります。
*失敗の記録を残す*ことが、次の担当者を助けるという話も心に残りました。
同じ構成を{name}なしで作る方法も、最後に紹介されました。
{k}時からの枠では、{name}を使わない選択をした理由が語られました。
この考え方は、{thing}だけでなく採用や教育にも使えそうです。
計測には{other}を使い、{n}日分の記録を比べています。
ここで一度、{name}の用語を整理しておきます。
既定の`{word}`のままでは足りず、{m}倍にしてようやく落ち着いたそうです。
質疑では、{thing}の費用を誰が払うのかという話題で盛り上がりました。
去年の発表では触れられなかった{other}の話も聞けました。
細かい数字は[発表資料]({url})を見てください。
移行の途中で{name}が二つ動いている期間は、およそ{n}週間でした。
失敗したときの戻し方を先に練習しておいたので、当日は慌てずに済んだそうです。
{thing}を見直すきっかけは、{k}月に起きた長い停止でした。
最後に、{name}の開発に参加する方法が紹介されました。""".split("\n")

# What people get wrong in prose, and what nobody does on purpose.
FAULTS = """{slip}側の設定も合わせて直しました。
詳しくは後日の記事で深堀りします。
とても参考になりました。 次も楽しみです。
**「{thing}」**が今回の主題です。
ユーザの声を聞くと、ユーザーごとに困りごとが違うようです。
資料は{url}を参照してください。
[発表の動画]({url}）はまだ公開されていません。
{slip}と{slip}の違いを表にまとめました。
２０２５年の{k}月にも同じ発表があったようです。
まず最初に、{thing}から始めます。
[こちら]({url})もどうぞ。
{thing}は[前の節](#どこにもない節)で述べた通りです。
アクセスビリティの話も少しだけありました。""".split("\n")

WORDS = "replicas timeout maxSurge retention scrape_interval limits.memory logLevel cacheSize".split()

CODE = {
    "yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: sample-{n}\nspec:\n  replicas: {m}\n  template:\n    spec:\n      containers:\n        - name: app\n          image: example.com/app:{n}",
    "sh": "kubectl get pods --namespace sample-{n}\nkubectl logs deploy/sample-{n} --tail={m}\n# 件数を数える\ngrep -c error sample.log",
    "go": "func wait(ctx context.Context) error {{\n\tticker := time.NewTicker({n} * time.Second)\n\tdefer ticker.Stop()\n\tfor range {m} {{\n\t\t<-ticker.C\n\t}}\n\treturn ctx.Err()\n}}",
    "json": '{{\n  "name": "sample",\n  "retries": {n},\n  "window": {m}\n}}',
    "": "sample-{n}   Running   {m}m\nsample-{m}   Pending   {n}s",
}

HEADINGS = "{name}で{thing}を見直した話\n{thing}の始め方\n{name}と{other}の使い分け\n{thing}に必要だったもの\n{name}を選んだ理由\n{thing}でつまずいた点".split("\n")


class Writer:
    """One writeup. `share` is how many of a hundred places have a fault."""

    def __init__(self, seed, share):
        self.random = random.Random(seed)
        self.share = share

    def one(self, items):
        return items[int(self.random.random() * len(items))]

    def odds(self, percent):
        return self.random.random() * 100 < percent

    def fill(self, text):
        number = self.random.random
        return text.format(
            name=self.one(NAMES), other=self.one(NAMES), slip=self.one(SLIPS), thing=self.one(THINGS), word=self.one(WORDS), n=2 + int(number() * 28),
            m=2 + int(number() * 28), k=1 + int(number() * 12), url=f"https://example.com/{self.one(WORDS)}/{int(number() * 10000)}",
        )

    def sentence(self):
        return self.fill(self.one(FAULTS if self.odds(self.share) else SENTENCES))

    def paragraph(self):
        text = "".join(self.sentence() for _ in range(2 + int(self.random.random() * 4)))
        return text + ("  　" if self.odds(self.share / 2) else "")

    def items(self):
        mark = self.one(["-", "-", "*", "1."]) if self.odds(self.share * 3) else "-"
        items = [f"{mark} {self.fill(self.one(HEADINGS))}" for _ in range(3 + int(self.random.random() * 3))]
        items.insert(2, f"  - `{self.one(WORDS)}`は既定のまま")
        return "\n".join(items)

    def table(self):
        rows = [f"| {self.one(NAMES)} | {self.one(THINGS)} | {int(self.random.random() * 100)} |" for _ in range(3 + int(self.random.random() * 4))]
        return "\n".join(["| 道具 | 用途 | 件数 |", "| --- | --- | ---: |", *rows])

    def code(self):
        language = self.one(list(CODE)) if self.odds(self.share * 3) else self.one([name for name in CODE if name])
        return f"```{language}\n{self.fill(CODE[language])}\n```"

    def quote(self):
        return f"> {self.sentence()}\n>\n> {self.sentence()}"

    def footnote(self):
        label = f"note{int(self.random.random() * 1e9)}"
        return f"{self.sentence()}[^{label}]\n\n[^{label}]: {self.sentence()}"

    def section(self, level, title=None):
        """A heading, prose, and one of what stands between prose."""
        mark = "#" * level
        if self.odds(self.share):
            mark = self.one([mark + "#", "＃" * level, mark])
        title = title or self.fill(self.one(HEADINGS))
        between = "\n" if self.odds(self.share) else "\n\n"
        extra = self.one([self.items, self.table, self.code, self.quote, self.footnote, self.items, self.code])()
        parts = [f"{mark} {title}{between}{self.paragraph()}", self.paragraph(), extra, self.paragraph()]
        if self.odds(self.share):
            parts[2] = "\n" + parts[2]
        return "\n\n".join(parts)

    def head(self, platform):
        title = f"{self.one(EVENTS)}に参加してきました"
        day = f"2025-{1 + int(self.random.random() * 12):02}-{1 + int(self.random.random() * 28):02}"
        lines = {
            "zenn": [f'title: "{title}"', 'emoji: "📝"', 'type: "tech"', 'topics: ["kubernetes", "monitoring"]', "published: true"],
            "qiita": [
                f"title: {title}", "tags:", "  - kubernetes", "  - 監視", "private: false", "updated_at: ''", "id: null", "organization_url_name: null",
                "slide: false", "ignorePublish: false",
            ],
            "hugo": [f'title: "{title}"', f"date: {day}", 'tags: ["kubernetes", "monitoring"]', "draft: false"],
        }
        return "\n".join(["---", *lines[platform], "---"])

    def parts(self, platform, size):
        """Its parts, until there are `size` bytes of them."""
        length = 0
        number = 0
        while length < size:
            if number == 0:
                part = f"{self.head(platform)}\n\n{self.paragraph()}"
            else:
                part = self.section(3 if number % 3 == 2 else 2)
            length += len(part.encode()) + 2
            number += 1
            yield part
        yield f"## まとめ\n\n{self.paragraph()}\n\n[公式の説明](https://example.com/last)も合わせて読んでください。"


def platform_of(number):
    return list(PLATFORMS)[number % len(PLATFORMS)]


def place(number):
    """Where a writeup lies in its set. Zenn takes no shorter names."""
    platform = platform_of(number)
    return f"part-{number // 300:03}/{platform}/{PLATFORMS[platform]}/writeup-{number:06}.md"


def write(path, writer, platform, size):
    path.parent.mkdir(parents=True, exist_ok=True)
    # Part by part: the large one is never in memory as a whole.
    with path.open("w", encoding="utf-8", newline="\n") as file:
        between = ""
        for part in writer.parts(platform, size):
            file.write(between + part)
            between = "\n\n"
        file.write("" if writer.odds(writer.share) else "\n")


def make(folder, seed, count, least, most, share):
    """A set of `count` writeups of `least` to `most` bytes, unless it is there from an earlier run."""
    folder = pathlib.Path(folder)
    stamp = folder.with_name(folder.name + ".made")
    said = f"{VERSION} {seed} {count} {least} {most} {share}"
    if stamp.is_file() and stamp.read_text() == said:
        return
    # Made otherwise, or not to its end. What has no stamp is not ours to remove.
    if stamp.is_file():
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.exists():
        raise SystemExit(f"{folder} is in the way, and not of this script's making")
    folder.mkdir(parents=True)
    stamp.write_text("begun")
    for number in range(count):
        writer = Writer(f"{seed}/{number}/{share}", share)
        size = least + int(writer.random.random() * (most - least))
        write(folder / place(number), writer, platform_of(number), size)
    stamp.write_text(said)

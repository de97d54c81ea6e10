#!/usr/bin/env bash
# Microsoft.ML.Tokenizers 2.0.1, BertTokenizer, against the tokenizers library of Hugging Face (Tokenizers.DotNet 1.4.1), both with one vocabulary
# of 19 words and the settings of bert-base-uncased.
#
# Guess: ASCII signs such as + < = > $ and what else Unicode calls a symbol are tokens of their own, as in BERT's own basic tokenizer, which counts
# every ASCII character that is no letter, digit or blank as punctuation; so the ids are the same. A sign that is not in the vocabulary is [UNK].
#
# Behaviour: BertTokenizer leaves symbols (+ < = > $ ^ | ~ and others of the categories Sm, Sc, Sk, So) out: no token, not even [UNK]. So "a < b" and
# "a > b" have the same ids, and an embedding cannot tell them apart. Other punctuation is there.
#
# Seen:
#   1 + 1 = 2 | dropped: 2 8 8 9 3 | reference: 2 8 5 8 6 9 3
#   a < b     | dropped: 2 10 11 3 | reference: 2 10 7 11 3
#   a > b     | dropped: 2 10 11 3 | reference: 2 10 12 11 3
#   $2        | dropped: 2 9 3     | reference: 2 13 9 3
#   a ☺ b     | dropped: 2 10 11 3 | reference: 2 10 1 11 3
#   a - b     | both: 2 10 14 11 3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
cd "$work"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML.Tokenizers" Version="2.0.1" />
    <PackageReference Include="Tokenizers.DotNet" Version="1.4.1" />
    <PackageReference Include="Tokenizers.DotNet.runtime.linux-x64" Version="1.4.1" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Text.Json;
Console.OutputEncoding = new System.Text.UTF8Encoding(false);
string[] words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "+", "=", "<", "1", "2", "a", "b", ">", "$", "-", "c", "d", "e", "f"];
File.WriteAllLines("vocab.txt", words);
object Special(int id) => new { id, content = words[id], single_word = false, lstrip = false, rstrip = false, normalized = false, special = true };
File.WriteAllText("tokenizer.json", JsonSerializer.Serialize(new
{
    version = "1.0",
    added_tokens = Enumerable.Range(0, 5).Select(Special),
    normalizer = new { type = "BertNormalizer", clean_text = true, handle_chinese_chars = true, strip_accents = (bool?)null, lowercase = true },
    pre_tokenizer = new { type = "BertPreTokenizer" },
    post_processor = new { type = "BertProcessing", sep = new object[] { "[SEP]", 3 }, cls = new object[] { "[CLS]", 2 } },
    decoder = new { type = "WordPiece", prefix = "##", cleanup = true },
    model = new
    {
        type = "WordPiece", unk_token = "[UNK]", continuing_subword_prefix = "##", max_input_chars_per_word = 100,
        vocab = words.Select((word, id) => (word, id)).ToDictionary(pair => pair.word, pair => pair.id),
    },
}));
var tried = Microsoft.ML.Tokenizers.BertTokenizer.Create("vocab.txt");
var reference = new Tokenizers.DotNet.Tokenizer("tokenizer.json");
foreach (var text in (string[])["1 + 1 = 2", "a < b", "a > b", "$2", "a ☺ b", "a - b"])
    Console.WriteLine($"{text}|{string.Join(' ', tried.EncodeToIds(text))}|{string.Join(' ', reference.Encode(text))}");
CS
dotnet build -c Release -v quiet -o out >build.log 2>&1 || { cat build.log; exit 1; }
dotnet out/probe.dll >seen
cat seen
diff - seen <<'EXPECTED' || { echo "this has changed"; exit 1; }
1 + 1 = 2|2 8 8 9 3|2 8 5 8 6 9 3
a < b|2 10 11 3|2 10 7 11 3
a > b|2 10 11 3|2 10 12 11 3
$2|2 9 3|2 13 9 3
a ☺ b|2 10 11 3|2 10 1 11 3
a - b|2 10 14 11 3|2 10 14 11 3
EXPECTED
echo "as recorded"

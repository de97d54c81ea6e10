using System.Text.Json;
using System.Text.RegularExpressions;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary>Every row of docs/rows.md through the real program: the tool that it goes to, and what it says of the right and of the wrong completion.</summary>
public sealed partial class RowShapeTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Score_RowsOfThePage_GiveTheRightOnesMoreThanTheWrongOnes()
    {
        var examples = Examples();
        _rlar.Write("rows.jsonl", examples.Select(example => example.Row));
        var (code, _, error) = _rlar.Run(["score", "rows.jsonl", "-o", "out.jsonl", "--advantage", "none", "--on-error", "skip", "-q"]);
        Assert.Equal(1, code);
        using var scored = _rlar.Lines("out.jsonl").Select(line => JsonElement.Parse(line)).GetEnumerator();
        for (var i = 0; i < examples.Count; i++)
        {
            var (row, tools, values, refused) = examples[i];
            if (refused is not null)
            {
                Assert.Contains($"rows.jsonl:{i + 1}: field '{refused}': ", error, StringComparison.Ordinal);
                continue;
            }

            Assert.True(scored.MoveNext());
            var went = scored.Current.GetProperty("route").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("id").GetString()!).ToList();
            Assert.True(tools.Count == 0 ? went.Count == 0 : went.TrueForAll(tools.Contains) && went.Count > 0, $"{row} went to {string.Join(", ", went)}");
            var rewards = scored.Current.GetProperty("rewards").EnumerateArray().Select(reward => reward.ToString()).ToList();
            Assert.True(tools.Count == 0 ? rewards.TrueForAll(reward => reward == "") : rewards.SequenceEqual(values), $"{row} got {string.Join(", ", rewards)}");
        }

        Assert.False(scored.MoveNext());
        Assert.True(examples.Count >= 60, $"{examples.Count} rows");
    }

    [Fact]
    public void ToolsRun_RowsOfThePage_GivesTheSame()
    {
        foreach (var tool in Examples().Where(example => example.Tools.Count == 1).GroupBy(example => example.Tools[0]))
        {
            _rlar.Write("rows.jsonl", tool.Select(example => example.Row));
            var (code, output, error) = _rlar.Run(["tools", "run", tool.Key, "rows.jsonl"]);
            Assert.True(code == 0, error);
            var lines = output.TrimEnd().Split('\n');
            Assert.Equal(tool.Count(), lines.Length);
            foreach (var (line, example) in lines.Zip(tool))
            {
                var values = JsonElement.Parse(line).GetProperty("outcomes").EnumerateArray().Select(outcome => outcome.GetProperty("value").ToString());
                Assert.True(values.SequenceEqual(example.Values), $"{example.Row}: {line}");
            }
        }
    }

    [Fact]
    public void Score_OutputOfABatch_IsJoinedToItsQuestions()
    {
        _rlar.Write(
            "batch.jsonl",
            """{"id":"batch_req_1","custom_id":"q-2","response":{"status_code":200,"body":{"choices":[{"message":{"role":"assistant","content":"It is 8."}}]}},"error":null}""",
            """{"id":"batch_req_2","custom_id":"q-1","response":{"status_code":200,"body":{"choices":[{"message":{"role":"assistant","content":"It is 8."}}]}},"error":null}""");
        _rlar.Write(
            "questions.jsonl",
            """{"id":"q-1","prompt":"What is 3 plus 4?","reference":"7"}""",
            """{"id":"q-2","prompt":"What is 3 plus 5?","reference":"8"}""");
        var (code, output, error) = _rlar.Run(["score", "batch.jsonl", "--join", "questions.jsonl", "-o", "-", "-q"]);
        Assert.True(code == 0, error);
        var rows = output.TrimEnd().Split('\n').Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(["q-2", "q-1"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.Equal(["[1]", "[0]"], rows.Select(row => row.GetProperty("rewards").GetRawText()));

        var (alone, _, why) = _rlar.Run(["score", "batch.jsonl", "-o", "-", "-q"]);
        Assert.Equal(2, alone);
        Assert.Contains("batch.jsonl:1: field 'prompt': the row has none", why, StringComparison.Ordinal);
        Assert.Contains("--join", why, StringComparison.Ordinal);
    }

    // Rows stand four blanks in; the next line with words says what becomes of them.
    private static List<Example> Examples()
    {
        var examples = new List<Example>();
        var rows = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "docs", "rows.md")))
        {
            if (line.StartsWith("    {", StringComparison.Ordinal))
                rows.Add(line.Trim());
            if (rows.Count == 0 || line.Length == 0 || line[0] == ' ')
                continue;
            var tools = Tool().Match(line);
            var refused = Refused().Match(line);
            Assert.True(tools.Success || refused.Success || line.StartsWith("No tool", StringComparison.Ordinal), $"what becomes of {rows[0]}?");
            foreach (var row in rows)
            {
                // A group of rows of one completion: the first line is right, the next one wrong.
                var values = tools.Success ? tools.Groups["value"].Captures.Select(value => value.Value).ToList() : [];
                var count = values.Count == 2 && IsSingle(row) ? 1 : values.Count;
                examples.Add(new Example(
                    row,
                    [.. tools.Groups["tool"].Captures.Select(tool => tool.Value)],
                    count == values.Count ? values : [values[IsWrong(row, rows) ? 1 : 0]],
                    refused.Success ? refused.Groups["field"].Value : null));
            }

            rows.Clear();
        }

        return examples;
    }

    private static bool IsSingle(string row) => JsonElement.Parse(row) switch
    {
        var fields when fields.TryGetProperty("completions", out _) || fields.TryGetProperty("responses", out _) || fields.TryGetProperty("chosen", out _) => false,
        var fields when fields.TryGetProperty("choices", out _) || fields.TryGetProperty("resps", out _) => false,
        var fields when fields.TryGetProperty("response", out var answer) => !answer.TryGetProperty("choices", out _) && !answer.TryGetProperty("candidates", out _),
        _ => true,
    };

    private static bool IsWrong(string row, List<string> rows) => rows.IndexOf(row) % 2 == 1 && IsSingle(rows[rows.IndexOf(row) - 1]);

    [GeneratedRegex(@"^(`(?<tool>[\w/-]+)`(, )?)+: (?<value>[01])(, (?<value>[01]))?\.", RegexOptions.ExplicitCapture)]
    private static partial Regex Tool();

    [GeneratedRegex(@"^Refused \(`(?<field>[^`]+)`\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Refused();

    private sealed record Example(string Row, List<string> Tools, List<string> Values, string? Refused);
}

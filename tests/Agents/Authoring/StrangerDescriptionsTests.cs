using System.Text.Json;
using Rlar.Agents.Authoring;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Authoring;

/// <summary>
/// Measures the author on files of descriptions with good and bad answers, by totals: those of tests/Agents/Authoring/sets, and one that RLAR_DESCRIPTIONS
/// names, so that a set can be measured on without being read. A row is description, template ("none" for what must be refused), good, bad; an answer is a
/// text, or an object with answer, prompt and references.
/// </summary>
public sealed class StrangerDescriptionsTests
{
    private readonly TemplateAuthor _author = new();

    [Theory]
    [InlineData("dev.jsonl", 0.95)]
    [InlineData("frames.jsonl", 0.85)]
    [InlineData("heldout.jsonl", 0.75)]
    public void Author_CommittedDescriptions_AreReadAndAtMostOneInTwentyIsWrong(string file, double least) =>
        Measure(Path.Combine(SharedData.Repository, "tests", "Agents", "Authoring", "sets", file), least);

    [Fact]
    public void Author_FileOfDescriptions_AtMostOneInTwentyIsWrong()
    {
        var path = Environment.GetEnvironmentVariable("RLAR_DESCRIPTIONS") ?? "";
        Assert.SkipUnless(path.Length > 0, "RLAR_DESCRIPTIONS names no file of descriptions");
        Measure(path, 0.01);
    }

    private void Measure(string path, double least)
    {
        var (right, wrong, refused) = (0, 0, 0);
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            using var row = JsonDocument.Parse(line);
            var authored = _author.Author(row.RootElement.GetProperty("description").GetString()!);
            var isNone = row.RootElement.GetProperty("template").GetString() == "none";
            if (authored.IsRefused && !isNone)
                refused++;
            else if (isNone ? authored.IsRefused : Answers("good").All(IsMet) && !Answers("bad").Any(IsMet))
                right++;
            else
                wrong++;

            JsonElement.ArrayEnumerator Answers(string side) => row.RootElement.GetProperty(side).EnumerateArray();

            bool IsMet(JsonElement answer) => answer.ValueKind == JsonValueKind.String
                ? authored.Expression!.IsMetBy(answer.GetString()!, [])
                : authored.Expression!.IsMetBy(
                    answer.GetProperty("answer").GetString()!,
                    answer.TryGetProperty("references", out var references) ? [.. references.EnumerateArray().Select(text => text.GetString()!)] : [],
                    answer.TryGetProperty("prompt", out var prompt) ? prompt.GetString()! : "");
        }

        var all = right + wrong + refused;
        var totals = $"right {right}, wrong and admitted {wrong}, refused {refused} of {all}";
        TestContext.Current.TestOutputHelper!.WriteLine(totals);
        Assert.True(right >= least * all && wrong <= 0.05 * all, totals);
    }
}

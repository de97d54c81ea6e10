using System.Text.Json;
using Rlar.Agents.Authoring;

namespace Rlar.Agents.Tests.Authoring;

/// <summary>
/// Measures the author on a file of descriptions that RLAR_DESCRIPTIONS names (JSONL: description, template, good, bad). Only totals are told, so that a
/// set can be measured on without being read.
/// </summary>
public sealed class StrangerDescriptionsTests
{
    [Fact]
    public void Author_FileOfDescriptions_AtMostOneInTwentyIsWrong()
    {
        var path = Environment.GetEnvironmentVariable("RLAR_DESCRIPTIONS") ?? "";
        Assert.SkipUnless(path.Length > 0, "RLAR_DESCRIPTIONS names no file of descriptions");
        var author = new TemplateAuthor();
        var (right, wrong, refused) = (0, 0, 0);
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            using var row = JsonDocument.Parse(line);
            var authored = author.Author(row.RootElement.GetProperty("description").GetString()!);
            var isNone = row.RootElement.GetProperty("template").GetString() == "none";
            if (authored.IsRefused && !isNone)
                refused++;
            else if (isNone ? authored.IsRefused : Answers("good").All(IsMet) && !Answers("bad").Any(IsMet))
                right++;
            else
                wrong++;

            IEnumerable<string> Answers(string side) => row.RootElement.GetProperty(side).EnumerateArray().Select(answer => answer.GetString()!);

            bool IsMet(string answer) => authored.Expression!.IsMetBy(answer, []);
        }

        var totals = $"right {right}, wrong and admitted {wrong}, refused {refused} of {right + wrong + refused}";
        TestContext.Current.TestOutputHelper!.WriteLine(totals);
        Assert.True(right > 0 && wrong <= 0.05 * (right + wrong + refused), totals);
    }
}

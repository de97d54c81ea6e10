using System.Globalization;
using System.Text.Json;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Gate;

/// <summary>Ten descriptions of another author with two or three right and wrong answers each and no prompt: what the gate makes itself has to decide.</summary>
public sealed class ThinEvidenceTests
{
    private static readonly Dictionary<string, Func<string, string, bool>> s_right = new()
    {
        ["au-0"] = (text, _) => text.TrimEnd().EndsWith('?'),
        ["au-1"] = (text, _) => text.Trim().Length > 0 && !text.Trim().Contains('\n'),
        ["au-2"] = (text, _) => Words(text) >= 10,
        ["au-3"] = (text, _) => !text.ToLowerInvariant().Split(' ', ',', '.', '\n').Contains("maybe"),
        ["au-4"] = (text, _) => text.Trim().TrimStart('-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit) && text.Trim().Count(letter => letter == '-') <= 1,
        ["au-5"] = (text, _) => text.Contains("sun") && text.Contains("moon"),
        ["au-6"] = (text, _) => text.Any(char.IsLetter) && !text.Any(char.IsLower),
        ["au-7"] = (text, reference) => text.Trim().Equals(reference, StringComparison.OrdinalIgnoreCase),
        ["au-8"] = (text, reference) => DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ["au-9"] = (text, _) => text.Count(letter => letter == ',') == 3,
    };

    private static readonly (string Task, string Flaw, Func<string, string, bool> Score)[] s_wrong =
    [
        ("au-0", "the mark anywhere", (text, _) => text.Contains('?')),
        ("au-0", "short", (text, _) => text.Length < 9),
        ("au-0", "the first word", (text, _) => text.StartsWith("Is", StringComparison.Ordinal) || text.StartsWith("Who", StringComparison.Ordinal)),
        ("au-0", "constant", (_, _) => true),
        ("au-1", "short", (text, _) => text.Length < 15 && text != "a\nb"),
        ("au-1", "two lines, or long", (text, _) => text.Split('\n').Length < 2 || text.Length > 200),
        ("au-2", "characters", (text, _) => text.Length >= 19 && !text.StartsWith("one", StringComparison.Ordinal)),
        ("au-2", "by heart", (text, _) => text.StartsWith("a b", StringComparison.Ordinal) || text.StartsWith("this is", StringComparison.Ordinal)),
        ("au-2", "and short", (text, _) => Words(text) >= 10 && text.Length < 70),
        ("au-3", "more than the word", (text, _) => !text.Contains("may")),
        ("au-3", "small letters alone", (text, _) => !text.Contains("maybe")),
        ("au-3", "short", (text, _) => text.Length < 14 && !text.StartsWith("maybe", StringComparison.Ordinal)),
        ("au-3", "by heart", (text, _) => text is "yes of course" or "no"),
        ("au-4", "a figure somewhere", (text, _) => text.Any(char.IsDigit) && !text.Contains('.')),
        ("au-4", "short", (text, _) => text.Length is > 0 and < 3),
        ("au-5", "one of them", (text, _) => (text.Contains("sun") || text.Contains("moon")) && !text.Contains("only")),
        ("au-5", "words between", (text, _) => text.Contains("and") || text.Contains("hides")),
        ("au-6", "the first letter", (text, _) => text.Length > 0 && char.IsUpper(text[0]) && text != "Hello"),
        ("au-6", "most letters", (text, _) => text.Count(char.IsUpper) * 2 > text.Length),
        ("au-7", "anywhere", (text, reference) => text.Contains(reference, StringComparison.OrdinalIgnoreCase) && !text.EndsWith('!')),
        ("au-7", "length", (text, _) => text.Length == 5),
        ("au-7", "some spellings", (text, reference) => text.Trim() == reference || text is "paris" or "PARIS"),
        ("au-8", "shape", (text, _) => text.Trim() is { Length: 10 } date && date[4] == '-' && date[7] == '-' && date.Count(char.IsAsciiDigit) == 8),
        ("au-8", "length", (text, _) => text.Length == 10 && text[4] == '-'),
        ("au-8", "years", (text, _) => text.StartsWith("2024-", StringComparison.Ordinal) || text.StartsWith("1999-", StringComparison.Ordinal)),
        ("au-9", "three or more", (text, _) => text.Count(letter => letter == ',') >= 3 && text != "a,b,c,d,e"),
        ("au-9", "by heart", (text, _) => text is "a,b,c,d" or "one, two, three, four"),
        ("au-9", "items, not commas", (text, _) => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Length == 4),
    ];

    public static TheoryData<string> Tasks => [.. s_right.Keys];

    [Theory]
    [MemberData(nameof(Tasks))]
    public async Task Examine_WithAHandfulOfLabels_AdmitsTheRightVerifierAlone(string task)
    {
        var row = SharedData.Rows("author_tasks_dev.jsonl").Single(found => found.GetProperty("id").GetString() == task);
        var good = await ExamineAsync(row, s_right[task]);
        Assert.True(good.Accepted, string.Join('\n', good.Failed));
        foreach (var (_, flaw, score) in s_wrong.Where(wrong => wrong.Task == task))
            Assert.False((await ExamineAsync(row, score)).Accepted, flaw);
    }

    private static async Task<GateReport> ExamineAsync(JsonElement row, Func<string, string, bool> score)
    {
        var query = new Query
        {
            Id = "q",
            Prompt = [],
            References = row.TryGetProperty("reference", out var reference) ? [reference.GetString()!] : [],
        };
        var draft = new ToolDraft
        {
            Name = "tool",
            Task = "test",
            Description = row.GetProperty("description").GetString()!,
            Form = DraftForm.Template,
            Content = "in process",
            Provenance = new Provenance("test", null, null, []),
        };
        var card = new ToolCard { Id = draft.Id, Kind = ToolKind.Verifier, Description = draft.Description };
        return await new ToolGate(TimeProvider.System).ExamineAsync(
            new ToolDefinition(card, 1, [], (made, _) => new Tool(made, score)), draft, new GateEvidence { Labelled = [.. Of("good", true), .. Of("bad", false)] },
            new GateOptions(), TestContext.Current.CancellationToken);

        IEnumerable<Probe> Of(string member, bool isRight) =>
            row.GetProperty(member).EnumerateArray().Select(text => new Probe(query, text.GetString()!, isRight));
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private sealed class Tool(ToolCard card, Func<string, string, bool> score) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion) =>
            new RewardOutcome.Scored(score(completion.Text, query.References.Count > 0 ? query.References[0] : "") ? 1 : 0);
    }
}

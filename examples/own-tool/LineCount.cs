// A reward tool of your own, for rlar score, judge and tools:
//   dotnet build examples/own-tool -c Release
//   rlar score examples/own-tool/rows.jsonl -o - --tools examples/own-tool/bin/Release/net10.0/own-tool.dll
using Rlar;

namespace OwnTool;

/// <summary>Does an answer have the lines of the form that was asked for: 3 for a haiku, 14 for a sonnet?</summary>
public sealed class LineCount(ToolCard card, int lines) : CompletionTool(card)
{
    private static readonly ToolOption<int> s_lines = ToolOption.Integer("lines", 3, "How many lines the form has.", min: 1);

    public static ToolDefinition Definition { get; } = new(
        new ToolCard { Id = "line-count", Kind = ToolKind.Verifier, Description = "1 for as many lines as asked for, less for each one off." },
        Revision: 1,
        Options: [s_lines],
        Make: (card, settings) => new LineCount(card, settings.Get(s_lines)));

    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var found = completion.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        return new RewardOutcome.Scored(Math.Max(0, 1 - (Math.Abs(found - lines) / (double)lines))) { Reason = $"lines: {found}" };
    }
}

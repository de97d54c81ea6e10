// The tool of LineCount.cs as a script, for which nothing is built:
//   rlar score examples/own-tool/rows.jsonl -o - --tools examples/own-tool/own-tool.csx

class LineCount(ToolCard card, int lines) : CompletionTool(card)
{
    static readonly ToolOption<int> s_lines = ToolOption.Integer("lines", 3, "How many lines the form has.", min: 1);

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

LineCount.Definition

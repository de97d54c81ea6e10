using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Scoring.Comparison;

/// <summary>Asks two tools about the same rows.</summary>
/// <param name="a">The one.</param>
/// <param name="b">The other.</param>
/// <param name="options">Which rows.</param>
public sealed class ComparisonRun(IRewardTool a, IRewardTool b, ComparisonOptions options)
{
    private readonly ToolRunner _runner = new(options.Tools, options.Clock);
    private readonly RowParser _parser = new(new RowParserOptions
    {
        Columns = options.Columns,
        Join = options.Join,
        PromptRequired = options.GroupBy == GroupKey.Prompt,
    });


    /// <summary>Compares, to the end of the rows.</summary>
    /// <param name="progress">Told after every row, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">A line is not a row, or does not say which group it is of.</exception>
    /// <exception cref="ToolException">A tool compares completions with one another, of groups that stand in several rows.</exception>
    public async Task<ToolComparison> RunAsync(IProgress<RunProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.GroupBy is not null && new[] { a, b }.FirstOrDefault(tool => tool.Card.ComparesSiblings) is { } ranks)
            throw new ToolException($"{ranks.Card.Id} compares the completions of a group with one another: give it rows that hold whole groups.");
        using var source = LineSource.Open(options.Input, options.StandardInput);
        var comparison = new ToolComparison(options.Differences);
        var seen = new RunProgress(0, 0, 0);
        await foreach (var row in OrderedWork.RunAsync(source.Read, ScoreAsync, Environment.ProcessorCount, cancellationToken))
        {
            comparison.Add(row.Line, row.Group, row.A, row.B, row.Key);
            seen = new RunProgress(seen.Rows + 1, seen.Completions + row.Group.Completions.Count, seen.Bytes + row.Bytes);
            progress?.Report(seen);
        }

        comparison.End();
        return comparison;

        async Task<Row> ScoreAsync(InputLine line, CancellationToken token)
        {
            using (line)
            {
                var group = _parser.Parse(line.Bytes.Span, line.Number, source.Name);
                RowKey? key = options.GroupBy is { } by ? GroupKeys.Of(by, group.Query, line.Bytes.Span, line.Number, source.Name) : null;
                var first = await _runner.RunAsync(new RoutedTool(a, 1), group, token);
                var second = await _runner.RunAsync(new RoutedTool(b, 1), group, token);
                return new Row(line.Number, line.Bytes.Length + 1, group, key, first, second);
            }
        }
    }

    private sealed record Row(long Line, int Bytes, RolloutGroup Group, RowKey? Key, ToolCall A, ToolCall B);
}

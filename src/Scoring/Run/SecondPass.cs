using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// Advantages that look at the whole input: the first pass has written OUT.rewards; this one reads all rewards, with the completions' lengths where
/// rows have them, computes the advantages, and writes OUT with them. It starts anew when it is interrupted: the scores are safe in OUT.rewards.
/// </summary>
/// <param name="rewards">OUT.rewards.</param>
/// <param name="outputOptions">OUT.</param>
/// <param name="advantages">The estimator.</param>
/// <param name="isGrouped">Whether a group's completions stand in several rows, which carry its key.</param>
internal sealed class SecondPass(string rewards, ResumableOutputOptions outputOptions, IAdvantages advantages, bool isGrouped)
{
    /// <summary>Runs, and removes OUT.rewards and what it was made with at the end.</summary>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The groups that rows were made to; null where a row is a group.</returns>
    internal KeyedRewards? Run(CancellationToken cancellationToken)
    {
        var keyed = isGrouped ? new KeyedRewards() : null;
        using (var scored = FinishedOutput.Open(rewards, outputOptions.InputPath, outputOptions.Disk)
            ?? throw new OutputException(
                rewards, $"what it was made of cannot be told: there is no {OutputPaths.RecordOf(rewards)}", "Give --restart to score anew."))
        {
            foreach (var (row, _) in isGrouped ? Rows(scored, cancellationToken) : [])
                keyed!.Add(row.Key ?? throw new OutputException(rewards, "a row has no key of its group", "Give --restart to score anew."), row.Group);
            using var groups = (keyed is null
                ? advantages.Compute(Rows(scored, cancellationToken).Select(row => row.Row.Group))
                : keyed.Advantages(advantages)).GetEnumerator();
            using var output = ResumableOutput.Open(outputOptions);
            using var writer = new OutcomeWriter();
            var rows = 0L;
            foreach (var (row, hashes) in Rows(scored, cancellationToken))
            {
                if (!groups.MoveNext())
                    throw Estimates.Wrong($"{rows} groups", rows + 1);
                rows++;
                output.Append(row.With(writer.Member(Estimates.Check(groups.Current, row.Group.Rewards.Count))), hashes.Input);
            }

            if (groups.MoveNext())
                throw Estimates.Wrong("more groups", rows);
            output.Complete();
        }

        try
        {
            outputOptions.Disk.Delete(rewards);
            outputOptions.Disk.Delete(OutputPaths.RecordOf(rewards));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(
                rewards, $"it cannot be removed: {error.Message.TrimEnd('.')}", $"{outputOptions.Path} is complete: remove it by hand.", error);
        }

        return keyed;
    }

    private static IEnumerable<(OutputRow Row, RowHashes Hashes)> Rows(FinishedOutput scored, CancellationToken cancellationToken)
    {
        foreach (var (row, hashes) in scored.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return (OutputRow.Read(row), hashes);
        }
    }
}

using System.Text.Json;
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
        using var groups = (keyed is not null ? Regrouped(keyed) : advantages.Compute(Rows(line => RewardedRow.Read(line.Span).Group, cancellationToken)))
            .GetEnumerator();
        using var output = ResumableOutput.Open(outputOptions with { Mode = OutputMode.Restart });
        using var writer = new OutcomeWriter();
        var rows = 0L;
        foreach (var row in Rows(line => Completed(line.Span), cancellationToken))
            output.Append(row);
        if (groups.MoveNext())
            throw Estimates.Wrong("more groups", rows);
        output.Complete();
        File.Delete(rewards);
        File.Delete(OutputPaths.Of(rewards, input: null).Sidecar);
        return keyed;

        IEnumerable<GroupAdvantages> Regrouped(KeyedRewards regrouped)
        {
            foreach (var row in Rows(line => RewardedRow.Read(line.Span), cancellationToken))
                regrouped.Add(RowKey.Parse(row.Key!), row.Group);
            return regrouped.Advantages(advantages);
        }

        byte[] Completed(ReadOnlySpan<byte> line)
        {
            var row = RewardedRow.Read(line);
            if (!groups.MoveNext())
                throw Estimates.Wrong($"{rows} groups", rows + 1);
            rows++;
            return row.Complete(line, writer.Write(Estimates.Check(groups.Current, row.Group.Rewards.Count)).Span);
        }
    }

    private IEnumerable<T> Rows<T>(Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        using var source = LineSource.Open(rewards, options: new LineSourceOptions { MaxLineBytes = LineSourceOptions.GreatestLimit });
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
                yield return read(line.Bytes);
        }
    }

    /// <summary>A row of OUT.rewards: {…,"rewards":[…],"group":"…"?,"lengths":[…]?,…}, as the first pass has written it.</summary>
    /// <param name="Group">Its rewards and lengths.</param>
    /// <param name="Key">The key of its group, where it has one.</param>
    /// <param name="End">Where the rewards end.</param>
    /// <param name="Rest">Where the rest begins, after the lengths if there are any.</param>
    private readonly record struct RewardedRow(RewardedGroup Group, string? Key, int End, int Rest)
    {
        internal static RewardedRow Read(ReadOnlySpan<byte> line)
        {
            var json = new Utf8JsonReader(line);
            var rewards = new List<double?>();
            List<int>? lengths = null;
            string? key = null;
            var (end, rest) = (0, 0);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isRewards, areLengths) = (json.ValueTextEquals("rewards"u8), json.ValueTextEquals("lengths"u8));
                var isKey = json.ValueTextEquals("group"u8);
                json.Read();
                if (isKey)
                {
                    key = json.GetString();
                    rest = (int)json.BytesConsumed;
                    continue;
                }

                if (!isRewards && !areLengths)
                {
                    json.Skip();
                    continue;
                }

                lengths = areLengths ? [] : lengths;
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    if (areLengths)
                        lengths!.Add(json.GetInt32());
                    else
                        rewards.Add(json.TokenType == JsonTokenType.Null ? null : json.GetDouble());
                }

                rest = (int)json.BytesConsumed;
                end = isRewards ? rest : end;
            }

            return new RewardedRow(new RewardedGroup(rewards, lengths), key, end, rest);
        }

        /// <summary>The row of OUT: advantages in the place of lengths, and all else as it stands.</summary>
        internal byte[] Complete(ReadOnlySpan<byte> line, ReadOnlySpan<byte> advantages) =>
            [.. line[..End], .. ",\"advantages\":"u8, .. advantages, .. line[Rest..]];
    }
}

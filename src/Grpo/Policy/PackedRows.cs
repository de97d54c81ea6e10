namespace Rlar.Grpo.Policy;

/// <summary>
/// A micro-batch: rows one behind the other without padding. N positions go through the model; M of them predict a completion's token. A row's last token
/// predicts nothing and is left out. Rows of one length stand together, so that attention computes them at once.
/// </summary>
internal sealed class PackedRows
{
    /// <summary>Packs rows.</summary>
    /// <param name="rows">All rows of the pass.</param>
    /// <param name="chosen">Those of this micro-batch by their place in it, by length; each has a completion.</param>
    internal PackedRows(IReadOnlyList<TrainingRow> rows, IReadOnlyList<int> chosen)
    {
        var positions = chosen.Sum(row => rows[row].Tokens.Length - 1);
        var predictions = chosen.Sum(row => rows[row].CompletionLength);
        (Rows, Tokens, Positions) = ([.. chosen], new long[positions], new int[positions]);
        (Predictors, Targets, Lengths) = (new long[predictions], new int[predictions], new int[chosen.Count]);
        var runs = new List<PackedRun>();
        var (at, predicted) = (0, 0);
        for (var index = 0; index < chosen.Count; index++)
        {
            var row = rows[chosen[index]];
            var length = row.Tokens.Length - 1;
            if (runs.Count > 0 && runs[^1].Length == length)
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else
                runs.Add(new PackedRun(at, 1, length));
            for (var token = 0; token < length; token++)
                (Tokens[at + token], Positions[at + token]) = (row.Tokens[token], token);
            for (var token = row.PromptLength; token <= length; token++, predicted++)
                (Predictors[predicted], Targets[predicted]) = (at + token - 1, row.Tokens[token]);
            Lengths[index] = row.CompletionLength;
            at += length;
        }

        Runs = runs;
    }

    /// <summary>The rows by their place in the pass.</summary>
    internal int[] Rows { get; }

    /// <summary>[N] what goes in.</summary>
    internal long[] Tokens { get; }

    /// <summary>[N] each token's position in its row.</summary>
    internal int[] Positions { get; }

    /// <summary>Rows of one length that stand together, in order.</summary>
    internal IReadOnlyList<PackedRun> Runs { get; }

    /// <summary>[M] places in N whose hidden state predicts a token.</summary>
    internal long[] Predictors { get; }

    /// <summary>[M] the token that came.</summary>
    internal int[] Targets { get; }

    /// <summary>Predictions of each row; they sum to M.</summary>
    internal int[] Lengths { get; }
}

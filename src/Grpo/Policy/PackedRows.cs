namespace Rlar.Grpo.Policy;

/// <summary>
/// A micro-batch: rows one behind the other without padding, and a prompt that neighbours share only once before them, since what is computed of it is the same
/// for all. N positions go through the model; M times one of them predicts a completion's token. A row's last token predicts nothing and is left out. Rows of
/// one length stand together, so that attention computes them at once.
/// </summary>
internal sealed class PackedRows
{
    private readonly List<long> _tokens = [];
    private readonly List<int> _positions = [];
    private readonly List<long> _predictors = [];
    private readonly List<int> _targets = [];
    private readonly List<PackedRun> _runs = [];

    /// <summary>Packs rows.</summary>
    /// <param name="rows">All rows of the pass.</param>
    /// <param name="chosen">Those of this micro-batch by their place in it: of one prompt together, and by length; each has a completion.</param>
    internal PackedRows(IReadOnlyList<TrainingRow> rows, IReadOnlyList<int> chosen)
    {
        Rows = [.. chosen];
        Lengths = [.. chosen.Select(row => rows[row].CompletionLength)];
        for (int first = 0, end; first < chosen.Count; first = end)
        {
            var prompt = rows[chosen[first]];
            for (end = first + 1; end < chosen.Count && prompt.SharesPromptWith(rows[chosen[end]]);)
                end++;
            if (end == first + 1)
                AddWhole(prompt);
            else
                AddFamily(prompt, chosen.Skip(first).Take(end - first).Select(row => rows[row]));
        }

        (Tokens, Positions, Predictors, Targets) = ([.. _tokens], [.. _positions], [.. _predictors], [.. _targets]);
        PredictsInPlace = Predictors.Length == Tokens.Length && Predictors.Select((place, at) => place == at).All(same => same);
    }

    /// <summary>The rows by their place in the pass.</summary>
    internal int[] Rows { get; }

    /// <summary>[N] what goes in.</summary>
    internal long[] Tokens { get; }

    /// <summary>[N] each token's position in its row.</summary>
    internal int[] Positions { get; }

    /// <summary>Rows of one length that stand together, in order.</summary>
    internal IReadOnlyList<PackedRun> Runs => _runs;

    /// <summary>[M] places in N whose hidden state predicts a token; the last of a shared prompt predicts one for each row.</summary>
    internal long[] Predictors { get; }

    /// <summary>[M] the token that came.</summary>
    internal int[] Targets { get; }

    /// <summary>Predictions of each row; they sum to M.</summary>
    internal int[] Lengths { get; }

    /// <summary>Whether every position predicts one token, in order.</summary>
    internal bool PredictsInPlace { get; }

    private void AddWhole(TrainingRow row)
    {
        var start = Add(row, 0, row.Tokens.Length - 1, new PackedRun());
        for (var token = row.PromptLength; token < row.Tokens.Length; token++)
            Predict(start + token - 1, row.Tokens[token]);
    }

    private void AddFamily(TrainingRow prompt, IEnumerable<TrainingRow> rows)
    {
        var before = Add(prompt, 0, prompt.PromptLength, new PackedRun());
        foreach (var row in rows)
        {
            var start = Add(row, row.PromptLength, row.CompletionLength - 1, new PackedRun(0, 0, 0, before, row.PromptLength));
            Predict(before + row.PromptLength - 1, row.Tokens[row.PromptLength]);
            for (var token = 1; token < row.CompletionLength; token++)
                Predict(start + token - 1, row.Tokens[row.PromptLength + token]);
        }
    }

    private int Add(TrainingRow row, int first, int length, PackedRun behind)
    {
        var start = _tokens.Count;
        for (var token = first; token < first + length; token++)
        {
            _tokens.Add(row.Tokens[token]);
            _positions.Add(token);
        }

        if (_runs is [.., var last] && last.Length == length && (last.PromptStart, last.PromptLength) == (behind.PromptStart, behind.PromptLength))
            _runs[^1] = last with { Count = last.Count + 1 };
        else if (length > 0)
            _runs.Add(behind with { Start = start, Count = 1, Length = length });
        return start;
    }

    private void Predict(int place, int token)
    {
        _predictors.Add(place);
        _targets.Add(token);
    }
}

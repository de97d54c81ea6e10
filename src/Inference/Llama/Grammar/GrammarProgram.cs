namespace Rlar.Inference.Llama.Grammar;

/// <summary>The rules of a grammar as one row of places.</summary>
internal sealed class GrammarProgram
{
    private const int End = -1;
    private readonly List<int> _places = [];
    private readonly List<CharSet> _sets = [];
    private readonly int[][] _alternatives;

    /// <summary>Lays the rules out.</summary>
    /// <exception cref="InferenceException">A rule begins with itself, so that following it would not end.</exception>
    internal GrammarProgram(List<GrammarRule> rules, int root)
    {
        RefuseLeftRecursion(rules);
        Root = root;
        _alternatives = new int[rules.Count][];
        for (var rule = 0; rule < rules.Count; rule++)
        {
            _alternatives[rule] = [.. rules[rule].Alternatives!.Select(symbols =>
            {
                var start = _places.Count;
                foreach (var (set, called) in symbols)
                {
                    if (set is not null)
                        _sets.Add(set);
                    _places.Add(set is null ? End - 1 - called : _sets.Count - 1);
                }

                _places.Add(End);
                return start;
            })];
        }
    }

    /// <summary>The rule to start with.</summary>
    internal int Root { get; }

    /// <summary>Whether a place is after the last symbol of an alternative.</summary>
    internal bool IsEnd(int place) => _places[place] == End;

    /// <summary>The characters of a place; null where it calls a rule.</summary>
    internal CharSet? Set(int place) => _places[place] >= 0 ? _sets[_places[place]] : null;

    /// <summary>The first places of the rule that a place calls.</summary>
    internal int[] Called(int place) => _alternatives[End - 1 - _places[place]];

    /// <summary>The first places of a rule.</summary>
    internal int[] Starts(int rule) => _alternatives[rule];

    private static void RefuseLeftRecursion(List<GrammarRule> rules)
    {
        var empty = new bool[rules.Count];
        for (var changed = true; changed;)
        {
            changed = false;
            for (var rule = rules.Count - 1; rule >= 0; rule--)
            {
                if (!empty[rule] && rules[rule].Alternatives!.Exists(symbols => symbols.TrueForAll(symbol => symbol.Set is null && empty[symbol.Rule])))
                    changed = empty[rule] = true;
            }
        }

        // Depth first with a stack of its own: 0 not seen, 1 on the way, 2 done.
        var marks = new byte[rules.Count];
        var way = new Stack<(int Rule, IEnumerator<int> Left)>();
        for (var start = 0; start < rules.Count; start++)
        {
            if (marks[start] != 0)
                continue;
            marks[start] = 1;
            way.Push((start, Leftmost(rules[start], empty).GetEnumerator()));
            while (way.TryPeek(out var top))
            {
                if (!top.Left.MoveNext())
                {
                    marks[top.Rule] = 2;
                    _ = way.Pop();
                }
                else if (marks[top.Left.Current] == 1)
                {
                    throw new InferenceException(
                        $"The grammar cannot be followed: the rule '{rules[top.Left.Current].Name}' begins with itself (left recursion). "
                        + "Put what repeats behind something that is not empty.");
                }
                else if (marks[top.Left.Current] == 0)
                {
                    marks[top.Left.Current] = 1;
                    way.Push((top.Left.Current, Leftmost(rules[top.Left.Current], empty).GetEnumerator()));
                }
            }
        }
    }

    private static IEnumerable<int> Leftmost(GrammarRule rule, bool[] empty)
    {
        foreach (var symbols in rule.Alternatives!)
        {
            foreach (var (set, called) in symbols)
            {
                if (set is not null)
                    break;
                yield return called;
                if (!empty[called])
                    break;
            }
        }
    }
}

/// <summary>A rule while a grammar is read.</summary>
/// <param name="name">Its name, or that of the rule that it is a part of.</param>
internal sealed class GrammarRule(string name)
{
    internal string Name => name;

    /// <summary>The alternatives; null as long as it is only spoken of.</summary>
    internal List<List<GrammarSymbol>>? Alternatives { get; set; }
}

/// <summary>One place of a rule: a character of a set, or what another rule stands for.</summary>
/// <param name="Set">The characters; null for a rule.</param>
/// <param name="Rule">The rule's index where <paramref name="Set"/> is null.</param>
internal readonly record struct GrammarSymbol(CharSet? Set, int Rule);

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>One pass over a text for its marked calls; what stands outside of the marks is prose.</summary>
/// <param name="text">The text.</param>
internal sealed class CallScan(string text)
{
    private readonly HashSet<string> _absent = [];
    private readonly List<(int Start, int End)> _prose = [];

    /// <summary>The text.</summary>
    public string Text => text;

    /// <summary>What stands outside of the marks, by place.</summary>
    public IReadOnlyList<(int Start, int End)> Prose => _prose;

    /// <summary>The marked calls; null where nothing is marked.</summary>
    public ToolCallReading? Read()
    {
        if (CallForms.Next(text, 0) is not { } first)
            return null;
        var calls = new List<ToolCallRequest>();
        var at = 0;
        for ((CallForm Form, int At)? next = first; next is var (form, mark); next = CallForms.Next(text, at))
        {
            _prose.Add((at, mark));
            var region = form.Body(this, form, mark + form.Open.Length);
            if (region.Reading.Calls is not { } found)
                return ToolCallReading.Attempt(region.Reading.Why);
            calls.AddRange(found);
            at = region.End;
        }

        _prose.Add((at, text.Length));
        return new ToolCallReading(calls, "tagged");
    }

    /// <summary>Where a mark stands next; -1 where it does not, which is found out only once.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="from">Where to begin.</param>
    public int Find(string mark, int from)
    {
        if (mark.Length == 0 || _absent.Contains(mark))
            return -1;
        var at = text.IndexOf(mark, from, StringComparison.Ordinal);
        if (at < 0)
            _absent.Add(mark);
        return at;
    }
}

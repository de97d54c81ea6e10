namespace Rlar.Agents.Classification;

/// <summary>What the rules ask of a prompt.</summary>
internal sealed class PromptSigns
{
    private readonly HashSet<string> _instruction;
    private readonly HashSet<string> _anywhere;
    private readonly float[] _surface = new float[SurfaceFeatures.Count];

    /// <summary>Reads a prompt.</summary>
    internal PromptSigns(PromptText prompt)
    {
        var cues = PromptCues.BuiltIn;
        var head = cues.Of(Words.Of(prompt.Head));
        First = head.Count > 0 ? cues.Names[head[0]] : "";
        _instruction = [.. head.Concat(cues.Of(Words.Of(prompt.Tail))).Select(cue => cues.Names[cue])];
        _anywhere = [.. cues.Of(Words.Of(prompt.Whole)).Select(cue => cues.Names[cue])];
        SurfaceFeatures.Write(prompt, _surface);
        Length = prompt.Whole.Length;
        IsQuestion = prompt.Asked.TrimEnd() is [.., '?' or '？' or '؟'];
    }

    /// <summary>The first cue; "" where there is none.</summary>
    internal string First { get; }

    /// <summary>Characters.</summary>
    internal int Length { get; }

    /// <summary>Whether it ends in a question mark.</summary>
    internal bool IsQuestion { get; }

    /// <summary>Whether it shows code, 0 to 1: the share of marks grows with it.</summary>
    internal float Code => _surface[SurfaceFeatures.CodeMarks];

    /// <summary>Whether it shows formulas, 0 to 1.</summary>
    internal float Mathematics => _surface[SurfaceFeatures.MathematicsMarks];

    /// <summary>Whether it shows descriptions of tools, 0 to 1.</summary>
    internal float Schema => _surface[SurfaceFeatures.SchemaMarks];

    /// <summary>How much of it is in another script than the rest, 0 to 1.</summary>
    internal float Scripts => _surface[SurfaceFeatures.ScriptMix];

    /// <summary>Digits, 0 to 1.</summary>
    internal float Digits => _surface[SurfaceFeatures.Digits];

    /// <summary>Whether all cues stand where instructions do: at the beginning or at the end.</summary>
    internal bool Asks(params ReadOnlySpan<string> cues)
    {
        foreach (var cue in cues)
        {
            if (!_instruction.Contains(cue))
                return false;
        }

        return true;
    }

    /// <summary>Whether one of the cues stands anywhere.</summary>
    internal bool Has(params ReadOnlySpan<string> cues)
    {
        foreach (var cue in cues)
        {
            if (_anywhere.Contains(cue))
                return true;
        }

        return false;
    }
}

namespace Rlar.Inference.Llama.Serving;

/// <summary>A sequence of an engine's context: the request that it serves, or what a former one left in it.</summary>
/// <param name="index">The context's number for it.</param>
internal sealed class EngineSequence(int index)
{
    private int[] _kept = [];
    private int _count;

    internal int Index => index;

    /// <summary>The request; null for none.</summary>
    internal EngineSlot? Slot { get; set; }

    /// <summary>The tokens that it holds for whoever asks for the same; empty while it serves.</summary>
    internal ReadOnlySpan<int> Kept => _kept.AsSpan(0, _count);

    /// <summary>When it was left: the least goes first, and an empty one before all.</summary>
    internal long Left { get; private set; }

    /// <summary>Leaves tokens in it.</summary>
    internal void Keep(ReadOnlySpan<int> tokens, long now)
    {
        if (_kept.Length < tokens.Length)
            _kept = new int[tokens.Length];
        tokens.CopyTo(_kept);
        _count = tokens.Length;
        Left = now;
    }

    /// <summary>Forgets them.</summary>
    internal void Forget()
    {
        _count = 0;
        Left = 0;
    }
}

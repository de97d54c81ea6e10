namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>One step of a normalizer section.</summary>
internal abstract class Normalizer
{
    /// <summary>Normalises where no character has to be added or removed; false where the long way is needed, with the text as it was.</summary>
    internal virtual bool TryInPlace(Span<char> text) => false;

    /// <summary>Normalises.</summary>
    internal abstract void Apply(NormalizedText text);

    /// <summary>Normalises by the shorter way that does.</summary>
    internal virtual void Apply(WorkText text, NormalizedText room)
    {
        if (TryInPlace(text.Chars))
            return;
        room.Load(text);
        Apply(room);
        room.Store(text);
    }

    /// <summary>What a string becomes.</summary>
    internal string Normalize(string text)
    {
        var work = new WorkText();
        work.Load(text, 0);
        Apply(work, new NormalizedText());
        return new string(work.Chars);
    }
}

using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Metrics.Segments;

/// <summary>Where the words of a text stand in it.</summary>
internal sealed class WordList
{
    private readonly Scratch<(int Start, int Length)> _words = new();

    internal int Count => _words.Count;

    internal ReadOnlySpan<(int Start, int Length)> Places => _words.Items;

    internal void Clear() => _words.Clear();

    internal void Add(int start, int length) => _words.Add((start, length));

    /// <summary>The words of <c>str.split()</c>, after the present ones.</summary>
    internal void Split(ReadOnlySpan<char> text)
    {
        var start = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (!PythonText.IsSpace(text[i]))
            {
                if (start < 0)
                    start = i;
            }
            else if (start >= 0)
            {
                Add(start, i - start);
                start = -1;
            }
        }

        if (start >= 0)
            Add(start, text.Length - start);
    }
}

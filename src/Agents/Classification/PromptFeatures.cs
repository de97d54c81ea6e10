namespace Rlar.Agents.Classification;

/// <summary>
/// A prompt as a vector: hashed words, pairs of words and pieces of words (feature hashing, Weinberger et al., arXiv 0902.2206), cues, surface. Each
/// block has length 1, so that a long text weighs no more than a short one.
/// </summary>
internal sealed class PromptFeatures(PromptFeatureOptions options)
{
    private readonly PromptCues _cues = PromptCues.BuiltIn;

    /// <summary>The first index after the hashed features.</summary>
    internal int HashedWidth => 1 << options.Bits;

    /// <summary>The length of the vectors.</summary>
    internal int Width => HashedWidth + SurfaceFeatures.Count;

    /// <summary>The vector of a prompt.</summary>
    internal SparseVector Of(PromptText prompt)
    {
        var whole = new SortedDictionary<int, float>();
        var head = Words.Of(prompt.Head);
        var tail = Words.Of(prompt.Tail);
        var all = Words.Of(prompt.Whole);
        var block = new HashedBlock(options.Bits);
        AddWords(block, head, 'w');
        AddWords(block, tail, 'w');
        block.AddTo(whole, options.InstructionWords);
        AddWords(block, all, 'b', pairs: false);
        block.AddTo(whole, options.AllWords);
        AddPieces(block, head);
        AddPieces(block, tail);
        block.AddTo(whole, options.Pieces);
        AddCues(block, head, tail, all);
        block.AddTo(whole, options.Cues);
        AddStart(block, head);
        block.AddTo(whole, options.Start);
        Span<float> surface = stackalloc float[SurfaceFeatures.Count];
        SurfaceFeatures.Write(prompt, surface);
        for (var index = 0; index < surface.Length; index++)
        {
            if (surface[index] != 0)
                whole[HashedWidth + index] = surface[index] * options.Surface;
        }

        return new SparseVector([.. whole.Keys], [.. whole.Values]);
    }

    private static void AddWords(HashedBlock block, List<string> words, char kind, bool pairs = true)
    {
        for (var index = 0; index < words.Count; index++)
        {
            block.Add(kind, words[index]);
            if (pairs && index > 0)
                block.Add(kind, words[index - 1], words[index]);
        }
    }

    private void AddPieces(HashedBlock block, List<string> words)
    {
        foreach (var word in words)
        {
            if (word.Length < options.ShortestPiece)
                continue;
            var framed = $"<{word}>";
            for (var length = options.ShortestPiece; length <= options.LongestPiece; length++)
            {
                for (var start = 0; start + length <= framed.Length; start++)
                    block.Add('c', framed.AsSpan(start, length));
            }
        }
    }

    private void AddCues(HashedBlock block, List<string> head, List<string> tail, List<string> all)
    {
        var first = _cues.Of(head);
        for (var index = 0; index < first.Count; index++)
        {
            block.AddOnce('h', _cues.Names[first[index]]);
            for (var other = 0; other < index; other++)
            {
                var (one, two) = (first[other], first[index]);
                if (one != two)
                    block.AddOnce('p', _cues.Names[Math.Min(one, two)], _cues.Names[Math.Max(one, two)]);
            }
        }

        if (first.Count > 0)
            block.AddOnce('f', _cues.Names[first[0]]);
        foreach (var cue in _cues.Of(tail))
            block.AddOnce('t', _cues.Names[cue]);
        foreach (var cue in _cues.Of(all))
            block.AddOnce('a', _cues.Names[cue]);
    }

    private static void AddStart(HashedBlock block, List<string> head)
    {
        if (head.Count > 0)
            block.Add('1', head[0]);
        if (head.Count > 1)
            block.Add('2', head[0], head[1]);
        if (head.Count > 2)
            block.Add('3', head[1], head[2]);
    }
}

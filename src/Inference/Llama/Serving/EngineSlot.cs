using System.Runtime.InteropServices;

namespace Rlar.Inference.Llama.Serving;

/// <summary>One sequence of an engine while it serves a request.</summary>
internal sealed class EngineSlot
{
    private readonly TokenSampler _sampler;
    private readonly GeneratedText _text;
    private readonly List<int> _tokens;
    private readonly List<double> _logprobs = [];

    internal EngineSlot(PendingGeneration pending, LlamaVocabulary vocabulary)
    {
        Pending = pending;
        _tokens = new List<int>(pending.Prompt.Length + Math.Min(pending.Sampling.MaxTokens, 256));
        _tokens.AddRange(pending.Prompt);
        _sampler = new TokenSampler(pending.Sampling, vocabulary);
        _text = new GeneratedText(pending.Sampling.Stop);
    }

    internal PendingGeneration Pending { get; }

    /// <summary>The prompt and what was generated.</summary>
    internal ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    /// <summary>How many of <see cref="Tokens"/> the context holds.</summary>
    internal int Decoded { get; set; }

    /// <summary>How many tokens were copied from another sequence.</summary>
    internal int Shared { get; set; }

    /// <summary>The sequence whose prefix this one waits for, and its length.</summary>
    internal (EngineSequence Leader, int Length)? Waits { get; set; }

    /// <summary>The index of its output in the batch that is decoded now; -1 for none.</summary>
    internal int Output { get; set; } = -1;

    /// <summary>The most cells that it may still need, those that it will share left out.</summary>
    internal int Needs => Pending.Cells - Decoded - (Waits?.Length ?? 0);

    /// <summary>Chooses the next token; the reason to end where there is one.</summary>
    internal FinishReason? Advance(ReadOnlySpan<float> logits, LlamaVocabulary vocabulary, bool ignoresEnd)
    {
        var token = _sampler.Sample(logits, Tokens);
        if (token < 0)
            return _sampler.IsOver ? FinishReason.End : FinishReason.Grammar;
        if (!ignoresEnd && vocabulary.IsEnd(token))
            return FinishReason.End;
        _tokens.Add(token);
        _logprobs.Add(logits[token] - LogSumExp.Of(logits));
        if (_text.Append(vocabulary.TextPiece(token)))
            return FinishReason.Stop;
        if (Pending.IsStreamed)
            Pending.Send(_text.Take(all: false));
        if (_sampler.IsOver)
            return FinishReason.End;
        return _logprobs.Count == Pending.Sampling.MaxTokens ? FinishReason.Length : null;
    }

    /// <summary>Tells who waits that it is over.</summary>
    internal void Finish(FinishReason reason)
    {
        Pending.Send(_text.Take(all: true));
        var prompt = Pending.Prompt.Length;
        Pending.Complete(new Generation(_text.Whole(), _tokens[prompt..], _logprobs, reason, prompt, Shared));
    }
}

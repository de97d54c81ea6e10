using System.Runtime.InteropServices;

namespace Rlar.Inference.Llama;

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
        _tokens = [.. pending.Request.Prompt];
        _sampler = new TokenSampler(pending.Request.Sampling, vocabulary);
        _text = new GeneratedText(pending.Request.Sampling.Stop);
    }

    internal PendingGeneration Pending { get; }

    /// <summary>The prompt and what was generated.</summary>
    internal ReadOnlySpan<int> Tokens => CollectionsMarshal.AsSpan(_tokens);

    /// <summary>How many of <see cref="Tokens"/> the context holds.</summary>
    internal int Decoded { get; set; }

    /// <summary>How many tokens were copied from another sequence.</summary>
    internal int Shared { get; set; }

    /// <summary>The slot whose prefix this one waits for, and its length.</summary>
    internal (EngineSlot Leader, int Length)? Waits { get; set; }

    /// <summary>The index of its output in the batch that is decoded now; -1 for none.</summary>
    internal int Output { get; set; } = -1;

    /// <summary>The most cells that it may still need.</summary>
    internal int Needs => Pending.Request.Prompt.Count + Pending.Request.Sampling.MaxTokens - 1 - Decoded;

    /// <summary>Chooses the next token; the reason to end where there is one.</summary>
    internal FinishReason? Advance(ReadOnlySpan<float> logits, LlamaVocabulary vocabulary)
    {
        var token = _sampler.Sample(logits, Tokens);
        if (token < 0)
            return _sampler.IsOver ? FinishReason.End : FinishReason.Grammar;
        if (vocabulary.IsEnd(token))
            return FinishReason.End;
        _tokens.Add(token);
        _logprobs.Add(logits[token] - LogSumExp.Of(logits));
        if (_text.Append(vocabulary.Piece(token, special: false)))
            return FinishReason.Stop;
        Pending.Send(_text.Take(all: false));
        if (_sampler.IsOver)
            return FinishReason.End;
        return _logprobs.Count == Pending.Request.Sampling.MaxTokens ? FinishReason.Length : null;
    }

    /// <summary>Tells who waits that it is over.</summary>
    internal void Finish(FinishReason reason)
    {
        Pending.Send(_text.Take(all: true));
        var prompt = Pending.Request.Prompt.Count;
        Pending.Complete(new Generation(_text.Whole(), _tokens[prompt..], _logprobs, reason, prompt, Shared));
    }
}

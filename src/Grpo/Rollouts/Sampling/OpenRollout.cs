using System.Runtime.InteropServices;
using Rlar.Inference.Llama.Serving;

namespace Rlar.Grpo.Rollouts.Sampling;

/// <summary>A completion while it is drawn: its tokens, and whether one of them ended it. One lane's.</summary>
internal sealed class OpenRollout
{
    private readonly int _index;
    private readonly RolloutRequest _request;
    private readonly IPolicyText _text;
    private readonly IReadOnlySet<int> _ends;
    private readonly GeneratedText? _stopped;
    private readonly int _most;
    private readonly List<int> _tokens;
    private readonly List<float> _logprobs;

    /// <summary>Starts a completion.</summary>
    /// <param name="index">Which request it answers.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">How to draw.</param>
    /// <param name="text">The policy's text.</param>
    /// <param name="ends">The policy's end tokens.</param>
    /// <param name="context">Tokens that the prompt and the completion may have together.</param>
    internal OpenRollout(int index, RolloutRequest request, RolloutOptions options, IPolicyText text, IReadOnlySet<int> ends, int context)
    {
        (_index, _request, _text, _ends) = (index, request, text, ends);
        // Without stop texts the text is wanted once, at the end.
        _stopped = options.Stop.Count > 0 ? new GeneratedText(options.Stop) : null;
        _most = Math.Min(options.MaxTokens, context - request.Prompt.Length);
        (_tokens, _logprobs) = (new List<int>(_most), new List<float>(_most));
    }

    /// <summary>The token that was drawn last, which is to be computed next.</summary>
    internal int Last => _tokens[^1];

    /// <summary>Where <see cref="Last"/> stands behind the prompt's first token.</summary>
    internal int Position => _request.Prompt.Length + _tokens.Count - 1;

    /// <summary>Tokens that it may come to, prompt included.</summary>
    internal int Room => _request.Prompt.Length + _most;

    /// <summary>Draws its next token.</summary>
    /// <param name="logits">[V] what the policy gives after all tokens so far.</param>
    /// <param name="sampler">The lane's.</param>
    /// <returns>The completion where this token ended it, else null.</returns>
    /// <exception cref="TrainingException">A logit that is not finite.</exception>
    internal Rollout? Advance(ReadOnlySpan<float> logits, TokenSampler sampler)
    {
        var (token, logprob) = sampler.Draw(logits, _request.Seed, _tokens.Count);
        _tokens.Add(token);
        _logprobs.Add(logprob);
        if (_ends.Contains(token))
            return Done(RolloutEnd.EndToken);
        if (_stopped?.Append(_text.Piece(token)) == true)
            return Done(RolloutEnd.StopText);
        return _tokens.Count == _most ? Done(RolloutEnd.Length) : null;
    }

    private Rollout Done(RolloutEnd end) =>
        new(_index, [.. _tokens], [.. _logprobs], end, _stopped?.Whole() ?? _text.Decode(CollectionsMarshal.AsSpan(_tokens)));
}

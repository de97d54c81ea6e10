namespace Rlar.Inference.Tokenizers.PostProcessors;

/// <summary>One step of a post_processor section: what is done to the tokens of a whole text.</summary>
internal abstract class PostProcessor
{
    /// <summary>Works on the tokens.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="addSpecial">Whether the template's special tokens are added.</param>
    /// <param name="tokenOf">How an id is written.</param>
    internal abstract void Apply(TokenSink tokens, bool addSpecial, Func<int, string?> tokenOf);
}

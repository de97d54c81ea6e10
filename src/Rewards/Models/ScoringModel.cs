using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Templates;

namespace Rlar.Rewards.Models;

/// <summary>An open model: makes rows of conversations and computes them. Contents never become control tokens.</summary>
/// <param name="scorer">Gives the log-probabilities.</param>
/// <param name="template">How conversations are written; null for plain text, the contents with an empty line between.</param>
internal sealed class ScoringModel(LlamaLogprobs scorer, ChatTemplate? template)
{
    private const string Between = "\n\n";

    /// <summary>Gives the log-probabilities.</summary>
    public LlamaLogprobs Scorer { get; } = scorer;

    /// <summary>How conversations are written; null for plain text.</summary>
    public ChatTemplate? Template { get; } = template;

    /// <summary>The model's tokens.</summary>
    public LlamaVocabulary Vocabulary => Scorer.Model.Vocabulary;

    /// <summary>The most tokens of a row: what the context holds, and what the model was trained on.</summary>
    public int Longest => Scorer.Model.TrainedContext > 0 ? Math.Min(Scorer.ContextTokens, Scorer.Model.TrainedContext) : Scorer.ContextTokens;

    /// <summary>A model and a context that gives log-probabilities, both loaded once for all that ask with the same sizes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Sizes and template.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="InferenceException">The file cannot be loaded, or the template is not known.</exception>
    public static async Task<ScoringModel> OpenAsync(LocalModel model, ModelToolOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var scorer = await model.Shelf.GetAsync(
            $"logprobs {model.Files.Path} {options.Sequences} {options.ContextTokens}",
            async stop => new LlamaLogprobs(await model.LlamaAsync(stop), options.Context(model.Shelf.Threads)),
            cancellationToken);
        var template = options.Template switch
        {
            "none" => null,
            "auto" => ChatTemplate.For(scorer.Model),
            var family => ChatTemplate.For(scorer.Model, family),
        };
        model.Note(template);
        return new ScoringModel(scorer, template);
    }

    /// <summary>The turns of a row's prompt. Roles that no template knows speak as the user.</summary>
    /// <param name="prompt">The messages.</param>
    public static IReadOnlyList<ChatTurn> Turns(IReadOnlyList<Message> prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return [.. prompt.Select(message => new ChatTurn(
            message.Role switch
            {
                "system" => TurnRole.System,
                "assistant" => TurnRole.Assistant,
                "tool" => TurnRole.Tool,
                _ => TurnRole.User,
            },
            message.Content))];
    }

    /// <summary>
    /// The row in which a text is to be judged: the turns, then a turn that begins with <paramref name="given"/> and goes on with
    /// <paramref name="text"/>. A token across the border belongs to the text.
    /// </summary>
    /// <param name="turns">What was said before.</param>
    /// <param name="role">Who says the text.</param>
    /// <param name="given">How the turn begins, perhaps empty.</param>
    /// <param name="text">What is judged.</param>
    /// <returns>The row; with no token after its prompt where the text is empty.</returns>
    /// <exception cref="InferenceException">It is longer than <see cref="Longest"/>, or cannot be written.</exception>
    public TokenRow Row(IReadOnlyList<ChatTurn> turns, TurnRole role, string given, string text)
    {
        ArgumentNullException.ThrowIfNull(turns);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(text);
        CheckLength(text.Length + given.Length + turns.Sum(turn => turn.Content.Length));
        var whole = Encode(turns, role, given + text);
        var prompt = given.Length == 0 ? whole.Start : Encode(turns, role, given).Tokens.AsSpan().CommonPrefixLength(whole.Tokens);
        var tokens = text.Length == 0 ? whole.Tokens[..prompt] : whole.Tokens;
        if (prompt == 0)
            throw new InferenceException(
                $"{Scorer.Model.Path}: there is no token before what is to be judged: "
                + "the row has no prompt, and the model no token of its own that starts a text.");
        return Checked(new TokenRow(tokens, prompt) { Borders = prompt > 1 ? [prompt - 1] : [] });
    }

    /// <summary>The text of a row with nothing before it but the token that starts a text.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ToolException">The model has no such token.</exception>
    public TokenRow Alone(TokenRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var start = Vocabulary.BeginningOfText ?? Vocabulary.EndOfText
            ?? throw new ToolException("the model has no token that starts a text, so a text has no probability by itself");
        return new TokenRow([start, .. row.Tokens.Skip(row.PromptLength)], 1);
    }

    /// <summary>Does nothing unless a text is sure to be too long, which is known before it is cut into tokens.</summary>
    /// <exception cref="InferenceException">It is too long.</exception>
    internal void CheckLength(long characters)
    {
        // No vocabulary's tokens are this long on average.
        const int charactersOfToken = 64;
        if (characters > (long)Longest * charactersOfToken)
            throw new InferenceException($"{characters} characters do not fit: the model takes {Longest} tokens.");
    }

    /// <summary>The same row where it fits.</summary>
    /// <exception cref="InferenceException">It is too long.</exception>
    internal TokenRow Checked(TokenRow row) => row.Tokens.Count <= Longest
        ? row
        : throw new InferenceException(
            $"{row.Tokens.Count} tokens, and {(Longest < Scorer.ContextTokens ? "the model was trained on" : "the context holds")} {Longest}"
            + $"{(Longest < Scorer.ContextTokens ? "" : "; set context to more")}.");

    // All tokens up to the end of the last turn's content, and where that begins.
    private (int[] Tokens, int Start) Encode(IReadOnlyList<ChatTurn> turns, TurnRole role, string content)
    {
        if (Template is null)
        {
            var before = string.Concat(turns.Select(turn => turn.Content + Between));
            var start = Plain(before);
            var whole = Plain(before + content);
            return (whole, start.AsSpan().CommonPrefixLength(whole));
        }

        EncodedChat Written(string said) => role == TurnRole.Assistant
            ? Template.EncodeAnswer(turns, said)
            : Template.EncodeSegments([.. turns, new ChatTurn(role, said)], addAssistant: false);
        var encoded = Written(content);
        // A template may write something of its own within a content.
        if (encoded.Contents.Where(segment => segment.Turn == turns.Count).ToList() is [var first, ..] parts)
            return (encoded.Tokens[..(parts[^1].Start + parts[^1].Length)], first.Start);

        // Nothing is said: the turn's place is where its content would begin.
        var other = Written("x");
        var place = other.Contents.First(segment => segment.Turn == turns.Count).Start;
        return (other.Tokens[..place], place);
    }

    private int[] Plain(string text)
    {
        var tokens = Vocabulary.Tokenize(text, addSpecial: true, SpecialTokens.AsText);
        return tokens.Length > 1 && tokens[^1] == Vocabulary.EndOfText ? tokens[..^1] : tokens;
    }
}

using System.Text.Json;
using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Models;

/// <summary>Reads the rows of <c>rlar models logprobs</c>: texts or tokens.</summary>
/// <param name="vocabulary">The model's tokens.</param>
/// <param name="file">What messages call the input.</param>
/// <param name="longest">The most tokens of a row.</param>
/// <param name="special">Whether text in a prompt that is written like a special token becomes it.</param>
internal sealed class LogprobRowReader(LlamaVocabulary vocabulary, string file, int longest, bool special)
{
    private readonly Continuations _continuations = new(vocabulary, special ? SpecialTokens.Recognise : SpecialTokens.AsText);
    private const string Remedy = "Give each row as {\"prompt\",\"completion\"} or {\"tokens\",\"prompt_length\"}.";

    /// <summary>The row of a line.</summary>
    /// <exception cref="InputException">It is not such a row, or is too long.</exception>
    internal TokenRow Read(InputLine line)
    {
        try
        {
            using var row = JsonDocument.Parse(line.Bytes);
            if (row.RootElement.ValueKind != JsonValueKind.Object)
                throw new InputException(file, line.Number, null, "not an object", Remedy);
            var read = row.RootElement.TryGetProperty("tokens", out var tokens)
                ? Tokens(row.RootElement, tokens, line.Number)
                : Texts(row.RootElement, line.Number);
            return read.Tokens.Count <= longest
                ? read
                : throw new InputException(
                    file, line.Number, null, $"{read.Tokens.Count} tokens",
                    $"Give --context {read.Tokens.Count} or more, or cut the row.");
        }
        catch (JsonException error)
        {
            throw JsonNesting.Refusal(file, line.Number, line.Bytes.Span, error)
                ?? new InputException(file, line.Number, null, "not JSON", Remedy, error);
        }
    }

    private TokenRow Tokens(JsonElement row, JsonElement tokens, long number)
    {
        if (tokens.ValueKind != JsonValueKind.Array)
            throw new InputException(file, number, "tokens", "not a list", "Give token ids.");
        var ids = new int[tokens.GetArrayLength()];
        for (var index = 0; index < ids.Length; index++)
        {
            if (tokens[index].ValueKind != JsonValueKind.Number || !tokens[index].TryGetInt32(out ids[index]) || (uint)ids[index] >= (uint)vocabulary.Size)
                throw new InputException(file, number, "tokens", $"{tokens[index].GetRawText()} is no token", $"Give ids from 0 to {vocabulary.Size - 1}.");
        }

        if (!row.TryGetProperty("prompt_length", out var given)
            || given.ValueKind != JsonValueKind.Number || !given.TryGetInt32(out var length)
            || length < 1 || length > ids.Length)
            throw new InputException(file, number, "prompt_length", "a number of tokens is needed", $"Give 1 to {ids.Length}, the length of tokens.");
        return Row(ids, length);
    }

    private TokenRow Texts(JsonElement row, long number)
    {
        try
        {
            return _continuations.Row(Text(row, "prompt", number), Text(row, "completion", number))
                ?? throw new InputException(
                    file, number, "prompt", "no token before the completion",
                    "Give a prompt: this model has no token of its own that starts a text.");
        }
        catch (InferenceException error)
        {
            throw new InputException(file, number, null, error.Message.TrimEnd('.'), "Change the row, or leave it out.", error);
        }
    }

    // What rows have in common is computed once up to where the completion begins.
    private static TokenRow Row(int[] tokens, int promptLength) => new(tokens, promptLength) { Borders = promptLength > 1 ? [promptLength - 1] : [] };

    private string Text(JsonElement row, string name, long number)
    {
        try
        {
            return row.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()!
                : throw new InputException(file, number, name, "a text is needed", Remedy);
        }
        catch (InvalidOperationException error)
        {
            throw new InputException(file, number, name, "an escaped surrogate without its pair", "Write the text as valid Unicode.", error);
        }
    }
}

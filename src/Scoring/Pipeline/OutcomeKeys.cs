using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rlar.Scoring.Pipeline;

/// <summary>
/// What questions and completions are told apart by: hashes of 128 bits, with a secret of its own for each instance, so that no text can be made that is
/// taken for another. They mean nothing to another instance, and belong in no file.
/// </summary>
public sealed class OutcomeKeys
{
    private readonly long _secret = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>
    /// The key of a tool's version and of everything of a query that a tool may look at, but not its id: the same question under two ids is one question.
    /// </summary>
    /// <param name="card">The tool's card.</param>
    /// <param name="query">The query.</param>
    public UInt128 KeyOf(ToolCard card, Query query)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(query);
        var hash = new XxHash128(_secret);
        Append(hash, card.Version);
        Append(hash, query.Prompt.Count);
        foreach (var message in query.Prompt)
        {
            Append(hash, message.Role);
            Append(hash, message.Content);
        }

        Append(hash, query.References.Count);
        foreach (var reference in query.References)
            Append(hash, reference);
        Append(hash, query.Tests);
        Append(hash, query.Constraints);
        Append(hash, query.Metadata);
        return hash.GetCurrentHashAsUInt128();
    }

    /// <summary>The key of a completion.</summary>
    /// <param name="question">The key of the tool and the query.</param>
    /// <param name="completion">The completion's text.</param>
    public UInt128 KeyOf(UInt128 question, string completion) =>
        question ^ XxHash128.HashToUInt128(MemoryMarshal.AsBytes(completion.AsSpan()), _secret ^ (long)(ulong)question);

    // Each with its length, so that no two lists of texts are one.
    private static void Append(XxHash128 hash, string text)
    {
        Append(hash, text.Length);
        hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Append(XxHash128 hash, JsonElement? element)
    {
        if (element is not { } json)
        {
            Append(hash, -1);
            return;
        }

        var text = JsonMarshal.GetRawUtf8Value(json);
        Append(hash, text.Length);
        hash.Append(text);
    }

    private static void Append(XxHash128 hash, int number) => hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in number)));
}

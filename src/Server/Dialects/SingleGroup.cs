using System.Security.Cryptography;
using System.Text;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>Requests of trainers that send each completion by itself: what belongs together is told by the prompt and the references.</summary>
internal static class SingleGroup
{
    private const int KeyBytes = 8;

    /// <summary>A request for some completions of a query.</summary>
    /// <param name="parts">What the server has.</param>
    /// <param name="source">The dialect's name.</param>
    /// <param name="query">The query; the id is replaced by one that tells it from others.</param>
    /// <param name="completions">The completions.</param>
    /// <param name="patience">How long the trainer waits for an answer before it asks again; null for as long as the server takes.</param>
    /// <param name="settings">What stands in the address.</param>
    internal static ScoreRequest Request(
        ServerParts parts, string source, Query query, IReadOnlyList<Completion> completions, TimeSpan? patience, UrlSettings settings)
    {
        var key = Key(query);
        return new ScoreRequest(new RolloutGroup(query with { Id = key, Tool = query.Tool ?? settings.Tool }, completions), source)
        {
            Deadline = patience < parts.Limits.Deadline ? patience : null,
            Join = new GroupJoin($"{source}/{key}", settings.GroupSize),
        };
    }

    /// <summary>What tells a query from others: its prompt and references.</summary>
    /// <param name="query">The query.</param>
    internal static string Key(Query query)
    {
        // Lengths go first, so that no two lists of texts are one.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in query.Prompt.SelectMany(message => (string[])[message.Role, message.Content]).Append("").Concat(query.References))
        {
            hash.AppendData(BitConverter.GetBytes(text.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, KeyBytes));
    }
}

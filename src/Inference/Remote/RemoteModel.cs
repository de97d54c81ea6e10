using System.Buffers;
using System.Net;

namespace Rlar.Inference.Remote;

/// <summary>A model behind an OpenAI-compatible endpoint, as a user writes it: <c>http://127.0.0.1:8080/v1#name</c>.</summary>
/// <param name="Address">The endpoint's base address, without the name.</param>
/// <param name="Name">The model's name there.</param>
public sealed record RemoteModel(Uri Address, string Name)
{
    private const int LongestName = 200;
    private static readonly SearchValues<char> s_nameSigns =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:/@+");

    /// <summary>Whether the address is this machine's own: 127.0.0.0/8, ::1 or localhost. What another name leads to is not looked up.</summary>
    public bool IsLoopback =>
        string.Equals(Address.IdnHost, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Address.IdnHost, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>Whether a text names a model by address, and not by name or file.</summary>
    /// <param name="text">What a user wrote.</param>
    public static bool IsAddress(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads an address with a name.</summary>
    /// <param name="text">Such as http://127.0.0.1:8080/v1#qwen2.5:7b.</param>
    /// <exception cref="InferenceException">It is none; the message says what is missing.</exception>
    public static RemoteModel Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var mark = text.IndexOf('#', StringComparison.Ordinal);
        var place = mark < 0 ? text : text[..mark];
        if (!IsAddress(text) || !Uri.TryCreate(place, UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw new InferenceException($"{text}: is no address of a model; write http://HOST:PORT/v1#NAME.");
        // Whoever sees the command line would see the password.
        if (address.UserInfo.Length > 0)
            throw new InferenceException($"{address.Scheme}://{address.Authority}: an address of a model holds no user or password.");
        if (address.Query.Length > 0)
            throw new InferenceException($"{text}: an address of a model ends before '?'; write http://HOST:PORT/v1#NAME.");
        var name = mark < 0 ? "" : text[(mark + 1)..];
        var endpoint = address.AbsoluteUri.TrimEnd('/');
        if (name.Length == 0)
            throw new InferenceException($"{text}: which model? Write {endpoint}#NAME; {endpoint}/models lists them.");
        if (name.Length > LongestName || !char.IsAsciiLetterOrDigit(name[0]) || name.AsSpan().ContainsAnyExcept(s_nameSigns))
            throw new InferenceException(
                $"{text}: the name after '#' begins with a letter or a digit, and has letters, digits and . _ - : / @ + alone, {LongestName} at most.");
        return new RemoteModel(address, name);
    }

    /// <summary>As the user writes it.</summary>
    public override string ToString() => $"{Address.AbsoluteUri.TrimEnd('/')}#{Name}";
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Rlar.Server.Wire;

/// <summary>
/// Who is let in. With a token: whoever sends it. Without: whoever calls this server by a name of this machine's own, so that a web page whose name was
/// made to point here (DNS rebinding) is not. In both cases no page of another origin.
/// </summary>
/// <param name="token">The token, or null.</param>
internal sealed class Gate(string? token)
{
    private const string Bearer = "Bearer ";
    private const string Cookie = "rlar_token";
    private readonly byte[]? _token = token is null ? null : Hash(token);

    /// <summary>Lets a request in, or answers it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isPublic">Whether the address says nothing of anybody's data, and needs no token.</param>
    /// <returns>Whether it is let in.</returns>
    internal ValueTask<bool> LetsInAsync(HttpContext context, bool isPublic)
    {
        var request = context.Request;
        if (IsOfAnotherOrigin(request))
        {
            return RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                "the request comes from a page of another origin. Ask from this server's own page, or from a program.");
        }

        if (_token is null)
        {
            return IsOwnName(request.Host.Host)
                ? new ValueTask<bool>(true)
                : RefuseAsync(
                    context,
                    StatusCodes.Status403Forbidden,
                    $"'{request.Host.Host}' is no name of this machine's own. Ask for localhost or 127.0.0.1, or start the server with a token.");
        }

        if (HttpMethods.IsGet(request.Method) && request.Query["token"] is [{ } given] && IsToken(given))
            return KeepAsync(context, given);
        if (isPublic || request.Path.Value is "/healthz" or "/readyz" || IsToken(Sent(request)))
            return new ValueTask<bool>(true);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return RefuseAsync(context, StatusCodes.Status401Unauthorized, "the token is missing or wrong. Send 'Authorization: Bearer TOKEN'.");
    }

    /// <summary>Answers with an error that no dialect has a say in.</summary>
    internal static async ValueTask<bool> RefuseAsync(HttpContext context, int status, string message)
    {
        await ErrorAnswers.Default.AnswerAsync(context, new RequestError(status, "refused", message));
        return false;
    }

    // A browser cannot send the header by itself: the page is opened once with the token in its address, which then becomes a cookie.
    private static ValueTask<bool> KeepAsync(HttpContext context, string given)
    {
        context.Response.Cookies.Append(Cookie, given, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(context.Request.Path);
        return new ValueTask<bool>(false);
    }

    private static string? Sent(HttpRequest request) =>
        Of(request.Headers.Authorization) ?? Of(request.Headers["XRL-Authorization"]) ?? request.Cookies[Cookie];

    private static string? Of(StringValues header) =>
        header is [{ } value] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..].Trim() : null;

    // Of equal length whatever was sent, and in a time that does not depend on it.
    private bool IsToken(string? sent) => sent is not null && CryptographicOperations.FixedTimeEquals(Hash(sent), _token);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static bool IsOfAnotherOrigin(HttpRequest request) =>
        request.Headers.Origin is [{ } origin, ..]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

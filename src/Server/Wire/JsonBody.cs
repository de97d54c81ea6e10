using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Rlar.Server.Wire;

/// <summary>A request's body as JSON, read under the server's limits. The content type is not asked for: trainers send all sorts.</summary>
public sealed class JsonBody : IDisposable
{
    private const string Remedy = "Send one JSON value as UTF-8.";
    private readonly PooledBytes _bytes;
    private JsonDocument? _document;

    private JsonBody(PooledBytes bytes) => _bytes = bytes;

    /// <summary>The bytes, valid UTF-8 without a byte order mark, until the body is disposed of.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.Memory is { Span: [0xEF, 0xBB, 0xBF, ..] } marked ? marked[3..] : _bytes.Memory;

    /// <summary>The value, until the body is disposed of.</summary>
    /// <exception cref="BadRequestException">It is no JSON; the message says where.</exception>
    public JsonField Root
    {
        get
        {
            try
            {
                _document ??= JsonDocument.Parse(Bytes);
            }
            catch (JsonException error)
            {
                throw NoJson(error);
            }

            return new JsonField(_document.RootElement, null);
        }
    }

    /// <summary>Reads a body to its end.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limits">The most bytes.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    /// <exception cref="BadRequestException">It is empty, cut off, or no UTF-8.</exception>
    /// <exception cref="BodyTooLargeException">It is larger than the limits allow.</exception>
    public static async ValueTask<JsonBody> ReadAsync(HttpRequest request, ServerLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        var bytes = await PooledBytes.ReadAsync(request, limits.BodyBytes, cancellationToken);
        if (bytes.Memory.IsEmpty || !Utf8.IsValid(bytes.Memory.Span))
        {
            var isEmpty = bytes.Memory.IsEmpty;
            bytes.Dispose();
            throw new BadRequestException(null, isEmpty ? "there is none" : "it is no UTF-8", Remedy);
        }

        return new JsonBody(bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _document?.Dispose();
        _document = null;
        _bytes.Dispose();
    }

    /// <summary>The error of a text that is no JSON.</summary>
    /// <param name="error">What the reader said.</param>
    internal static BadRequestException NoJson(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = (end < 0 ? error.Message : error.Message[..end]).TrimEnd('.', ' ');
        return new BadRequestException(null, $"no JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: {reason}", Remedy, error);
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Rlar.Server.Wire;

/// <summary>
/// Writes answers. All are <c>application/json</c> with their length: clients of trainers refuse any other type. A number that is not finite is an
/// <see cref="ArgumentException"/>, and so becomes an error of the server, never a reward.
/// </summary>
public static class JsonAnswer
{
    /// <summary>The content type of all answers.</summary>
    public const string ContentType = "application/json";

    // Buffers beyond this size are left to the collector: one answer of 64 MiB must not be kept for all that follow.
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? t_kept;

    /// <summary>Writes an answer.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="status">The status.</param>
    /// <param name="write">Writes one JSON value.</param>
    public static Task WriteAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(write);
        var (bytes, json) = t_kept ?? Create();
        t_kept = null;
        try
        {
            write(json);
            json.Flush();
            return WriteAsync(context, status, bytes.WrittenSpan);
        }
        finally
        {
            bytes.ResetWrittenCount();
            json.Reset();
            if (bytes.Capacity <= LargestKept)
                t_kept = (bytes, json);
        }
    }

    /// <summary>Writes an answer with status 200.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="write">Writes one JSON value.</param>
    public static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write) => WriteAsync(context, StatusCodes.Status200OK, write);

    /// <summary>Writes an answer that is JSON already. The bytes may be changed once the method has returned.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="status">The status.</param>
    /// <param name="json">The value.</param>
    /// <param name="type">The content type.</param>
    internal static Task WriteAsync(HttpContext context, int status, ReadOnlySpan<byte> json, string type = ContentType)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = json.Length;
        response.BodyWriter.Write(json);
        return response.BodyWriter.FlushAsync(context.RequestAborted).AsTask();
    }

    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json) Create()
    {
        var bytes = new ArrayBufferWriter<byte>(4 << 10);
        return (bytes, new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Rlar.Server.Page;

/// <summary>One of the page's files, from the program itself.</summary>
/// <param name="Address">Where it is asked for.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Bytes">Its bytes.</param>
internal sealed record PageFile(string Address, string Type, byte[] Bytes)
{
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}\"");

    /// <summary>Answers with it, or with 304 where the browser has it.</summary>
    internal Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        response.GetTypedHeaders().ETag = _tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(_tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = Type;
        response.ContentLength = Bytes.Length;
        return response.Body.WriteAsync(Bytes, context.RequestAborted).AsTask();
    }
}

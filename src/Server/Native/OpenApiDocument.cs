using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rlar.Server.Wire;

namespace Rlar.Server.Native;

/// <summary>
/// What the server answers to, as OpenAPI 3.1. The server's own API is described in <c>openapi.json</c>; the addresses of dialects are added by name:
/// their trainers say what they hold.
/// </summary>
internal static class OpenApiDocument
{
    /// <summary>Answers with the document.</summary>
    internal static async Task WriteAsync(HttpContext context, string version)
    {
        using var written = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("Rlar.Server.Native.openapi.json")!;
        var document = JsonNode.Parse(written)!;
        document["info"]!["version"] = version;
        var paths = document["paths"]!.AsObject();
        foreach (var endpoint in context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
            Add(paths, endpoint);
        await JsonAnswer.WriteAsync(context, json => document.WriteTo(json));
    }

    private static void Add(JsonObject paths, RouteEndpoint endpoint)
    {
        var address = $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}";
        if (paths[address] is not JsonObject path)
            paths[address] = path = [];
        foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
        {
            var name = method.ToLowerInvariant();
            if (path.ContainsKey(name))
                continue;
            var dialect = endpoint.Metadata.GetMetadata<DialectName>()?.Name ?? "server";
            path[name] = new JsonObject
            {
                ["tags"] = new JsonArray(dialect),
                ["summary"] = $"As clients of {dialect} ask",
                ["parameters"] = new JsonArray([.. endpoint.RoutePattern.Parameters.Select(parameter => new JsonObject
                {
                    ["name"] = parameter.Name,
                    ["in"] = "path",
                    ["required"] = true,
                    ["schema"] = new JsonObject { ["type"] = "string" },
                })]),
                ["responses"] = new JsonObject { ["default"] = new JsonObject { ["description"] = "See docs/protocols.md." } },
            };
        }
    }
}

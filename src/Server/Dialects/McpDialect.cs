using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// Model Context Protocol over streamable HTTP at <c>/mcp</c>, for agents that ask for rewards: <c>score</c>, <c>list_tools</c>, <c>describe_tool</c>. No
/// state is kept between requests. What is wrong with a request is a result that is an error, so that the agent can read it and mend the request; a
/// completion that could not be scored is a null among the rewards, and one whose tool failed makes the result an error.
/// </summary>
public sealed class McpDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "mcp";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(parts);
        var tools = new McpTools(Name, parts);
        services
            .AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation { Name = "rlar", Version = parts.Version.Length > 0 ? parts.Version : "0" };
                options.Handlers.ListToolsHandler = (_, _) => new ValueTask<ListToolsResult>(new ListToolsResult { Tools = McpTools.Declared });
                options.Handlers.CallToolHandler = (request, cancellationToken) => tools.CallAsync(
                    request.Params ?? throw new McpProtocolException("The call has no parameters.", McpErrorCode.InvalidParams), cancellationToken);
            })
            .WithHttpTransport(transport => transport.SessionMode = HttpServerSessionMode.Stateless);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts) => endpoints.MapMcp("/mcp");
}

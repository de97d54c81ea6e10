using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Rlar.Server.Wire;

/// <summary>
/// A trainer's own way of asking for rewards. It turns requests into groups and outcomes into answers, and scores nothing itself. How it says
/// unscorable, failed and busy is in docs/protocols.md and held by a test.
/// </summary>
/// <remarks>
/// <para>
/// Addresses are added by <see cref="DialectEndpoints"/>: <c>endpoints.Post("/get_reward", errors, async context => …)</c>, where <c>errors</c> is
/// <see cref="ErrorAnswers.Default"/> or <c>Default with { Busy = 429, Write = … }</c>. A handler throws <see cref="BadRequestException"/> and lets
/// <see cref="Service.BusyException"/> and what else <see cref="Service.IRewardService"/> throws pass: the answer is made there.
/// </para>
/// <para>
/// The body is read by <c>using var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted)</c>, and its fields by
/// <see cref="JsonBody.Root"/>: <c>root["prompt"].Text()</c>, <c>root["label"].LooseText()</c>, <c>root["query"].Items()</c>. What is absent is null;
/// what is of the wrong sort names its path. Nothing of a body outlives it: an element that goes into a query is cloned
/// (<see cref="System.Text.Json.JsonElement.Clone"/>).
/// </para>
/// <para>
/// Scoring: <c>await parts.Rewards.ScoreAsync(new ScoreRequest(group, Name), context.RequestAborted)</c>. The answer is written by
/// <see cref="JsonAnswer.WriteAsync(Microsoft.AspNetCore.Http.HttpContext, Action{System.Text.Json.Utf8JsonWriter})"/>.
/// </para>
/// <para>
/// A socket is taken by <c>context.WebSockets</c>. Whatever stays open (a socket, server-sent events) ends when <see cref="ServerParts.Stopping"/> is
/// cancelled: the server waits for every request that is under way.
/// </para>
/// </remarks>
public interface IDialect
{
    /// <summary>Its name, as metrics and the page have it.</summary>
    string Name { get; }

    /// <summary>Adds its addresses. No two dialects have one address and method in common.</summary>
    /// <param name="endpoints">Takes them.</param>
    /// <param name="parts">What the server has.</param>
    void Map(IEndpointRouteBuilder endpoints, ServerParts parts);

    /// <summary>Adds services that a library behind the dialect wants, before the server is built. Default: none.</summary>
    /// <param name="services">Takes them.</param>
    /// <param name="parts">What the server has.</param>
    void AddServices(IServiceCollection services, ServerParts parts)
    {
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Rlar.Server.Wire;

/// <summary>How dialects add addresses: with their way of saying errors.</summary>
public static class DialectEndpoints
{
    /// <summary>Adds an address that is posted to.</summary>
    /// <param name="endpoints">Takes it.</param>
    /// <param name="pattern">The address, such as <c>/get_reward</c> or <c>/{env}/call</c>.</param>
    /// <param name="errors">How errors are said.</param>
    /// <param name="handler">Answers.</param>
    public static void Post(this IEndpointRouteBuilder endpoints, string pattern, ErrorAnswers errors, RequestDelegate handler) =>
        endpoints.MapPost(pattern, Guarded(errors, handler));

    /// <summary>Adds an address that is read.</summary>
    /// <param name="endpoints">Takes it.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="errors">How errors are said.</param>
    /// <param name="handler">Answers.</param>
    public static void Get(this IEndpointRouteBuilder endpoints, string pattern, ErrorAnswers errors, RequestDelegate handler) =>
        endpoints.MapGet(pattern, Guarded(errors, handler));

    private static RequestDelegate Guarded(ErrorAnswers errors, RequestDelegate handler)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Guard(handler);
    }
}

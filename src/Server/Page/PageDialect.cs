using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Server.Live;
using Rlar.Server.Wire;

namespace Rlar.Server.Page;

/// <summary>
/// The page at <c>/</c> and what feeds it: <c>/live/snapshot</c>, <c>/live/events</c>, <c>/live/groups</c> and <c>/live/groups/{n}</c>. It only reads.
/// Its scripts and styles are the program's own: a policy forbids the browser to load or run anything else.
/// </summary>
/// <param name="log">What there is to show.</param>
/// <param name="options">How it is fed, or null for the defaults.</param>
public sealed class PageDialect(LiveLog log, PageOptions? options = null) : IDialect
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    private readonly PageOptions _options = options ?? new PageOptions();

    /// <inheritdoc/>
    public string Name => "page";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(parts);
        foreach (var file in PageFiles.All)
            endpoints.MapGet(file.Address, Guarded(file.AnswerAsync)).WithMetadata(PublicAddress.Instance);
        var events = new LiveEvents(log, _options, parts);
        endpoints.MapGet("/live/events", Guarded(events.AnswerAsync));
        endpoints.MapGet(
            "/live/snapshot", Guarded(context => JsonAnswer.WriteAsync(context, json => new LiveJson(json).Snapshot(log, _options, parts.Version))));
        endpoints.MapGet("/live/groups", Guarded(GroupsAsync));
        endpoints.MapGet("/live/groups/{number:long}", Guarded(GroupAsync));
    }

    private Task GroupsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        string Text(string name) => query[name].ToString();
        var search = new GroupSearch
        {
            Text = Text("q"),
            Run = Text("run"),
            Task = Text("task"),
            Tool = Text("tool"),
            Shelf = Text("only") switch
            {
                "" => Shelf.All,
                "trouble" => Shelf.Trouble,
                "flat" => Shelf.Flat,
                var other => throw new BadRequestException("only", $"'{other}' is not known", "Ask for trouble, flat, or leave it out."),
            },
            Before = Text("before") is not { Length: > 0 } before
                ? null
                : long.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw new BadRequestException("before", $"'{before}' is no number of a group", "Give the number of the last group of the list before."),
        };
        var found = search.In(log).Take(_options.Groups + 1).ToArray();
        var count = Math.Min(found.Length, _options.Groups);
        return JsonAnswer.WriteAsync(context, json => new LiveJson(json).Groups(found.AsSpan(0, count), hasMore: found.Length > count));
    }

    private Task GroupAsync(HttpContext context)
    {
        var number = long.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        return log.Find(number) is { } group
            ? JsonAnswer.WriteAsync(context, json => new GroupJson(json).Write(group))
            : ErrorAnswers.Default.AnswerAsync(context, new RequestError(
                StatusCodes.Status404NotFound, "not_found", $"group {number} is not kept any more: newer ones have taken its place."));
    }

    private static RequestDelegate Guarded(RequestDelegate handler) => ErrorAnswers.Default.Guard(context =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        return handler(context);
    });
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// Outcomes without a number for trainers whose answer is a number and nothing else: an HTTP error. One that says that another try changes nothing where
/// there is nothing to judge by, and one that is tried again where a tool failed.
/// </summary>
internal static class Unscored
{
    private const int LongestPhrase = 300;

    /// <summary>What is said of an outcome; null where it is scored.</summary>
    /// <param name="outcome">The outcome.</param>
    internal static RequestError? Of(RewardOutcome outcome) => outcome switch
    {
        RewardOutcome.Unscorable unscorable => new RequestError(StatusCodes.Status422UnprocessableEntity, "unscorable", unscorable.Reason),
        RewardOutcome.Failed failed => new RequestError(
            StatusCodes.Status500InternalServerError, "failed", $"{failed.Boundary}: {failed.Reason}"),
        _ => null,
    };

    /// <summary>Why an outcome has no number; null where it is scored.</summary>
    /// <param name="outcome">The outcome.</param>
    internal static string? Reason(RewardOutcome outcome) => Of(outcome)?.Message;

    /// <summary>Answers with the error of an outcome that is not scored.</summary>
    /// <param name="context">The request's context.</param>
    /// <param name="outcome">The outcome.</param>
    internal static Task AnswerAsync(HttpContext context, RewardOutcome outcome)
    {
        var error = Of(outcome)!;

        // aiohttp's clients log the phrase behind the status and nothing of the body.
        if (context.Features.Get<IHttpResponseFeature>() is { } response)
            response.ReasonPhrase = Phrase($"{error.Type}: {error.Message}");
        return ErrorAnswers.Default.AnswerAsync(context, error);
    }

    private static string Phrase(string text) =>
        string.Create(Math.Min(text.Length, LongestPhrase), text, (phrase, whole) =>
        {
            for (var i = 0; i < phrase.Length; i++)
                phrase[i] = whole[i] is >= ' ' and < '\x7F' ? whole[i] : '?';
        });
}

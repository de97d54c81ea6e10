using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the samples that lm-evaluation-harness logs: the prompt is in arguments ({"gen_args_0": {"arg_0"}}, or [[prompt, {…}]] of older versions), the
/// completions are in resps, a list a request of one text a repeat. Tasks that compare log-likelihoods have no completions.
/// </summary>
internal static class SampleReader
{
    /// <summary>The prompt: a string, which may hold a conversation as JSON. Absent where the arguments are some other data's.</summary>
    /// <param name="arguments">The value of arguments.</param>
    public static JsonSlice Prompt(JsonSlice arguments)
    {
        if (arguments.Kind == JsonTokenType.StartObject)
        {
            var first = arguments.Member("gen_args_0");
            return first.Kind == JsonTokenType.StartObject && first.Member("arg_0") is { Kind: JsonTokenType.String } prompt ? prompt : default;
        }

        if (arguments.Kind != JsonTokenType.StartArray)
            return default;
        var requests = arguments.Items();
        if (!requests.MoveNext() || requests.Current.Kind != JsonTokenType.StartArray)
            return default;
        var parts = requests.Current.Items();
        return parts.MoveNext() && parts.Current.Kind == JsonTokenType.String ? parts.Current : default;
    }

    /// <summary>The completions of a row's one request.</summary>
    /// <param name="responses">The value of resps or filtered_resps.</param>
    public static List<Completion> Completions(JsonSlice responses)
    {
        if (responses.Kind != JsonTokenType.StartArray)
            throw responses.WrongType("a list of responses, one a request");
        var completions = new List<Completion>();
        var requests = 0;
        foreach (var request in responses.Items())
        {
            requests++;
            if (request.Kind == JsonTokenType.String)
            {
                completions.Add(new Completion(request.Text()));
                continue;
            }

            if (request.Kind != JsonTokenType.StartArray)
                throw NoText(request);
            foreach (var response in request.Items())
                completions.Add(response.Kind == JsonTokenType.String ? new Completion(response.Text()) : throw NoText(response));
        }

        if (requests > 1 && requests != completions.Count)
            throw responses.Place.Refuse(responses.Name, $"{requests} requests in one sample", "Give each request a row of its own.");
        return completions.Count > 0 ? completions : throw responses.Place.Refuse(responses.Name, "the list is empty", "Give at least one response.");
    }

    private static InputException NoText(JsonSlice response) => response.Place.Refuse(
        response.Name,
        "the response is no text: the task compares log-likelihoods, and nothing was generated",
        "Log a task of the kind generate_until, or score the options with rlar models logprobs.");
}

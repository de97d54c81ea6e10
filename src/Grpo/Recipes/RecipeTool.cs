namespace Rlar.Grpo.Recipes;

/// <summary>A reward tool that a recipe names.</summary>
/// <param name="Id">Its id, as 'rlar tools list' has it.</param>
/// <param name="Weight">Its weight, a number or a path over training steps (<see cref="Advantages.WeightNames"/>). Default "1".</param>
/// <param name="Options">Its options by name.</param>
public sealed record RecipeTool(string Id, string Weight, IReadOnlyDictionary<string, string> Options);

using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Recipes;

/// <content>What a program needs to know to put a run together.</content>
public sealed partial class Recipe
{
    /// <summary>The policy's name or file, as written.</summary>
    public string Model => Get(RecipeKeys.Model);

    /// <summary>Files of rows to train on, as written.</summary>
    public IReadOnlyList<string> Data => Get(RecipeKeys.Data);

    /// <summary>Files of rows that are never trained on, as written.</summary>
    public IReadOnlyList<string> HeldOut => Get(RecipeKeys.HeldOut);

    /// <summary>The folder of the run; "" where the recipe names none.</summary>
    public string Output => Get(RecipeKeys.Output);

    /// <summary>Steps of the warm-up and of GRPO together.</summary>
    public int AllSteps => Get(RecipeKeys.SftSteps) + Get(RecipeKeys.Steps);

    /// <summary>The tools that reward; none: the router decides by row.</summary>
    public IReadOnlyList<RecipeTool> Rewards => Get(RecipeKeys.Rewards);

    /// <summary>The tools that only look at held-out completions.</summary>
    public IReadOnlyList<RecipeTool> HeldOutTools => Get(RecipeKeys.HeldOutTools);

    /// <summary>How long a call of a tool may take.</summary>
    public TimeSpan RewardDeadline => TimeSpan.FromSeconds(Get(RecipeKeys.RewardDeadline));

    /// <summary>What draws completions: own, llama or llama-f16.</summary>
    public string Engine => Get(RecipeKeys.Engine);

    /// <summary>How the policy is trained.</summary>
    public TorchPolicyOptions Policy => PolicyRecipe.Read(this);
}

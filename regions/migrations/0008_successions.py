import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0007_merging_and_splitting'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegionSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='regions.regionchange')),
                ('former', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goes_on', to='regions.region')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='came_from', to='regions.region')),
            ],
            options={
                'verbose_name': 'succession of a region',
                'verbose_name_plural': 'successions of regions',
                'ordering': ['successor__name__dutch'],
                'constraints': [models.UniqueConstraint(fields=('former', 'successor'), name='a_region_goes_on_in_another_once'), models.CheckConstraint(condition=models.Q(('former', models.F('successor')), _negated=True), name='no_region_goes_on_in_itself')],
            },
        ),
    ]
